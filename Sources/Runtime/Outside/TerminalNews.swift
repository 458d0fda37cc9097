import FoundationEssentials
import Glyphs

/// Sequences that tell the user something outside the window, or reach the clipboard. Outside text goes in as `PlainText` only.
enum TerminalNews {
  /// Which sequence a terminal takes for a notification. Sending all of them would show some three times.
  enum Kind: Equatable {
    /// OSC 9: iTerm2, WezTerm, Ghostty, Windows Terminal.
    case nine
    /// OSC 99: kitty.
    case ninetyNine
    /// OSC 777: urxvt, foot and terminals on VTE.
    case sevenSevenSeven
    /// None that is known: the bell has to do.
    case none
  }

  /// The kind for a terminal that says these things of itself.
  static func kind(_ environment: (String) -> String?) -> Kind {
    let name = environment("TERM") ?? ""
    if environment("TMUX") != nil || name.hasPrefix("screen") || name.hasPrefix("tmux") { return .none }
    if environment("KITTY_WINDOW_ID") != nil || name == "xterm-kitty" { return .ninetyNine }
    if name.hasPrefix("foot") || name.hasPrefix("rxvt") || environment("VTE_VERSION") != nil { return .sevenSevenSeven }
    switch environment("TERM_PROGRAM") {
    case "iTerm.app", "WezTerm", "ghostty": return .nine
    default: return environment("WT_SESSION") != nil ? .nine : .none
    }
  }

  /// The notification's sequence; empty where the terminal takes none.
  static func notification(title: String, body: String, _ kind: Kind) -> String {
    // A semicolon would end a field in OSC 777.
    let title = PlainText(title).truncated(to: 60).string.replacing(";", with: "；")
    let body = PlainText(body).truncated(to: 120).string.replacing(";", with: "；")
    return switch kind {
    case .nine: "\u{1B}]9;\(title)：\(body)\u{1B}\\"
    case .ninetyNine: "\u{1B}]99;i=zuoxi:d=0;\(title)\u{1B}\\\u{1B}]99;i=zuoxi:d=1:p=body;\(body)\u{1B}\\"
    case .sevenSevenSeven: "\u{1B}]777;notify;\(title);\(body)\u{1B}\\"
    case .none: ""
    }
  }

  /// The sequence (OSC 52) that puts a text on the clipboard; terminals take about 74 KB.
  static func clipboard(_ text: String) -> String {
    "\u{1B}]52;c;" + Data(text.utf8.prefix(74_000)).base64EncodedString() + "\u{1B}\\"
  }
}
