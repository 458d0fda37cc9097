import Canvas
import Glyphs

/// What a terminal can do, found out by one batch of questions.
public struct Capabilities: Hashable, Sendable {
  /// Cells an ambiguous character takes.
  public var ambiguous: AmbiguousWidth = .narrow
  /// Whether frames can be shown at once (mode 2026).
  public var synchronisedOutput = false
  /// Whether the background is dark; `nil` when the terminal did not say.
  public var isDark: Bool?
  /// How it can show images; `nil` when it did not say that it can.
  public var graphics: GraphicsKind?
  /// The largest sixel drawing it takes, in pixels; xterm's default where it does not say.
  public var sixelLimit = PixelSize(width: 1_000, height: 1_000)
  /// Whether it answered at all.
  public var answered = false

  /// What is assumed of a terminal that says nothing.
  public init() {}
}

/// Asks once, in one batch closed by the question every terminal answers, and waits at most ``patience``. Pure: bytes out, replies in.
public struct Probe: Sendable {
  /// Milliseconds to wait for the last answer.
  public static let patience = 100

  /// What has been found so far.
  public private(set) var capabilities = Capabilities()
  /// Whether the last answer has come.
  public private(set) var isDone = false

  /// A probe that has not asked.
  public init() {}

  /// The questions, asked on the alternate screen so that what the shell had stays as it was: an ambiguous character and where the cursor then is, the background, mode 2026, whether kitty's images are known, how large a sixel drawing may be, and at last the device attributes.
  public static let questions = Array(
    "\u{1B}7\u{1B}[?1049h\u{1B}[2;1H\u{201C}\u{1B}[6n\u{1B}[2;1H  \u{1B}[?1049l\u{1B}8\u{1B}]11;?\u{1B}\\\u{1B}[?2026$p\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\\u{1B}[?2;1;0S\u{1B}[c"
      .utf8)

  /// Takes a reply.
  public mutating func take(_ reply: TerminalReply) {
    capabilities.answered = true
    switch reply {
    case .cursor(let x, let y): if y == 1, x == 2 { capabilities.ambiguous = .wide }
    case .mode(2026, let state): capabilities.synchronisedOutput = state == 1 || state == 2
    case .background(let red, let green, let blue):
      capabilities.isDark = red * 299 + green * 587 + blue * 114 < 128_000
    case .sixelLimit(let size): if size.width > 0, size.height > 0 { capabilities.sixelLimit = size }
    case .graphics(let works): if works { capabilities.graphics = .kitty }
    case .deviceAttributes(let attributes):
      // 4 says that the terminal draws sixels; the first number is its class.
      if attributes.dropFirst().contains(4), capabilities.graphics == nil { capabilities.graphics = .sixel }
      isDone = true
    case .mode, .other: break
    }
  }
}

/// A size in pixels.
public struct PixelSize: Hashable, Sendable {
  /// Pixels across.
  public var width: Int
  /// Pixels down.
  public var height: Int

  /// A size from its parts.
  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}
