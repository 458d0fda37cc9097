import Canvas
import Desk
import Glibc
import Terminal
import Transfer
import Wire

/// `zuoxi doctor`: whether a seat would work here, and if not, why.
public enum DoctorProgram {
  /// One thing looked at.
  public struct Finding: Hashable, Sendable {
    /// Whether it is all right.
    public var isGood: Bool
    /// What was looked at.
    public var subject: Localised
    /// What was found, and what to do.
    public var words: Localised
  }

  /// Looks at terminal, backend and folders.
  public static func findings(server: String?, folders: Folders = .ofUser) -> [Finding] {
    terminal() + backend(server, folders) + [storage(folders)]
  }

  private static func terminal() -> [Finding] {
    let subject = Localised("终端", "Terminal")
    do {
      try Terminal.Screen.check(kind: Environment.value("TERM"))
    } catch {
      return [Finding(isGood: false, subject: subject, words: ProgramFailure(error).words), locale()]
    }
    let (capabilities, _) = Terminal.Screen.probe()
    let colors =
      switch Appearance.depth(Environment.value) {
      case .trueColor: Localised("24 位颜色", "24-bit colour")
      case .indexed256: Localised("256 色", "256 colours")
      case .ansi16: Localised("16 色", "16 colours")
      case .monochrome: Localised("单色", "monochrome")
      }
    let isWide = capabilities.ambiguous == .wide
    let kind = Environment.value("TERM") ?? ""
    return [
      Finding(isGood: true, subject: subject, words: Localised(kind, kind)), locale(),
      Finding(isGood: true, subject: Localised("颜色", "Colours"), words: colors),
      Finding(
        isGood: capabilities.answered, subject: Localised("终端应答", "Terminal's answers"),
        words: capabilities.answered
          ? Localised("有", "yes")
          : Localised("终端没有应答查询，按最低能力使用", "the terminal does not answer questions; the least is assumed")),
      Finding(
        isGood: true, subject: Localised("歧义宽度字符", "Ambiguous width"),
        words: isWide ? Localised("2 列，边框使用 ASCII", "2 cells; borders in ASCII") : Localised("1 列", "1 cell")),
      Finding(
        isGood: true, subject: Localised("同步刷新", "Synchronised output"),
        words: capabilities.synchronisedOutput ? Localised("支持", "yes") : Localised("不支持", "no")),
    ]
  }

  private static func locale() -> Finding {
    let name =
      ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { Environment.value($0) }.first ?? "C"
    return Finding(isGood: true, subject: Localised("区域设置", "Locale"), words: Localised(name, name))
  }

  private static func backend(_ server: String?, _ folders: Folders) -> [Finding] {
    let subject = Localised("服务器", "Backend")
    do {
      let address = try Access.server(server, stored: StoredSession.load(folders))
      var times: [Int64] = []
      for _ in 0..<3 {
        let start = Monotonic.now
        _ = try SingleRequest.answer(to: Endpoint.health, from: address)
        times.append(Monotonic.now - start)
      }
      let lag = times.min() ?? 0
      let words = "\(address) · \(lag) ms · \(Transfer.version)"
      return [Finding(isGood: true, subject: subject, words: Localised(words, words)), session(folders)]
    } catch let failure as WireFailure {
      return [Finding(isGood: false, subject: subject, words: ProgramFailure(failure).words), session(folders)]
    } catch let failure as ProgramFailure {
      return [Finding(isGood: false, subject: subject, words: failure.words), session(folders)]
    } catch {
      return []
    }
  }

  private static func session(_ folders: Folders) -> Finding {
    let subject = Localised("登录", "Session")
    guard let stored = StoredSession.load(folders) else {
      return Finding(
        isGood: true, subject: subject, words: Localised("未登录，可运行 zuoxi login", "none; zuoxi login makes one"))
    }
    let isValid = stored.expiresAt > Monotonic.wall
    let words = "\(stored.account) · \(stored.server)"
    return Finding(
      isGood: isValid, subject: subject, words: isValid ? Localised(words, words) : Problem.Kind.tokenExpired.title)
  }

  private static func storage(_ folders: Folders) -> Finding {
    let subject = Localised("发件箱目录", "Outbox folder")
    do throws(SystemFailure) {
      try FileStore.makeFolder(folders.state)
      try FileStore.replace(folders.state + "/doctor", with: [10], isDurable: true)
      try FileStore.remove(folders.state + "/doctor")
      return Finding(isGood: true, subject: subject, words: Localised(folders.state, folders.state))
    } catch {
      return Finding(
        isGood: false, subject: subject, words: Localised(error.words(.chinese), error.words(.english)))
    }
  }
}
