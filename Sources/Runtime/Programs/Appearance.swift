import Canvas
import Desk
import Glibc
import Terminal
import Theming

/// Which colours this terminal can show, and the themes there are.
struct Appearance {
  let shelf: ThemeShelf
  let names: [String]

  /// Themes from the user's folder, else those built in.
  init(_ folders: Folders) {
    let folder = folders.configuration + "/themes"
    shelf = ThemeShelf { name in (try? FileStore.read(folder + "/" + name + ".toml")) ?? nil }
    let own = FileStore.names(in: folder).filter { $0.hasSuffix(".toml") }.map { String($0.dropLast(5)) }
    names = ThemeShelf.builtIn + own.filter { !ThemeShelf.builtIn.contains($0) }.sorted()
  }

  /// Refuses a theme asked for by name that is not there or not right.
  func check(_ name: String) throws(ProgramFailure) {
    do {
      _ = try shelf.theme(name)
    } catch {
      let list = names.joined(separator: "、")
      throw ProgramFailure(
        .usage,
        Localised(
          "主题“\(name)”不能用（\(error.reason)）；可用的有 \(list)",
          "The theme \(name) cannot be used: \(error.reason); there are \(names.joined(separator: ", "))"))
    }
  }

  /// The theme for a terminal of that depth; one that is not right is replaced by the built-in one.
  func theme(_ name: String, depth: ColorDepth) -> (theme: Theme, problem: ThemeProblem?) {
    do {
      return (try shelf.theme(name).quantised(to: depth), nil)
    } catch {
      return (ThemeShelf.fallback.quantised(to: depth), error)
    }
  }

  /// What curses is told of the terminal.
  static func screenDepth(_ environment: (String) -> String?) -> ScreenDepth {
    var told: [String: String] = [:]
    for name in ["COLORTERM", "TERM"] { told[name] = environment(name) }
    return ScreenDepth.told(by: told)
  }

  /// What the theme is quantised to; `NO_COLOR` is honoured.
  static func depth(_ environment: (String) -> String?) -> ColorDepth {
    if environment("NO_COLOR") != nil { return .monochrome }
    return switch screenDepth(environment) {
    case .trueColor: .trueColor
    case .indexed256: .indexed256
    case .ansi16: .ansi16
    }
  }
}
