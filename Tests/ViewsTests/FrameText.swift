import Canvas
import Glyphs

/// A frame in a form that can be kept and read: its rows, then a letter for each cell's style and what the letters mean.
struct FrameText: Equatable {
  var text: String

  init(_ frame: Frame) {
    var letters: [Style: Character] = [:]
    var order: [Style] = []
    let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+*#@&%$")
    var map: [String] = []
    for row in 0..<frame.height {
      var line = ""
      for column in 0..<frame.width {
        let style = frame[column, row].style
        if letters[style] == nil {
          letters[style] = order.count < alphabet.count ? alphabet[order.count] : "?"
          order.append(style)
        }
        line.append(letters[style] ?? "?")
      }
      map.append(FrameText.packed(line))
    }
    let legend = order.map { style in
      "\(letters[style] ?? "?") \(FrameText.name(style.foreground)) \(FrameText.name(style.background)) "
        + FrameText.name(style.attributes)
    }
    let cursor = frame.cursor.map { "\($0.x),\($0.y)" } ?? "hidden"
    text =
      (frame.lines().map { "|" + $0 + "|" } + ["cursor \(cursor)", "title \(frame.modes.title?.string ?? "")"] + map
      + legend).joined(separator: "\n") + "\n"
  }

  /// `aaaab` as `a4b`.
  private static func packed(_ line: String) -> String {
    var result = ""
    var last: Character?
    var count = 0
    for character in line + "\n" {
      if character == last {
        count += 1
        continue
      }
      if let last { result += count > 1 ? "\(last)×\(count) " : "\(last) " }
      last = character
      count = 1
    }
    return result
  }

  private static func name(_ color: Color) -> String {
    switch color {
    case .terminalDefault: "-"
    case .indexed(let number): "i\(number)"
    case .rgb(let red, let green, let blue):
      "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
  }

  private static func name(_ attributes: Attributes) -> String {
    let names: [(Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"), (.reverse, "reverse"),
      (.strike, "strike"),
    ]
    return names.filter { attributes.contains($0.0) }.map(\.1).joined(separator: "+")
  }
}
