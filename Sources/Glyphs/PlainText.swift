/// Text that cannot act: the only string a canvas takes. Whatever is not a graphic character becomes a visible stand-in when it is made.
///
/// Controls become their pictures (`␛`), bidirectional and zero-width characters their number (`<202E>`), what no font can be trusted to show
/// becomes `〓`. Emoji made of several scalars are shown by their first, flags by their two letters.
public struct PlainText: Hashable, Sendable {
  /// What becomes of line ends.
  public enum LinePolicy: Sendable {
    /// Line ends and tabs become one space.
    case single
    /// Line ends become LF and are kept; tabs become two spaces.
    case multiple
  }

  /// The safe text.
  public let string: String

  /// Takes text that was made safe before.
  init(safe: String) { string = safe }

  /// Makes outside text safe.
  public init(_ outside: String, lines: LinePolicy = .single) {
    if PlainText.isPlain(outside) {
      string = outside
      return
    }
    var safe = String.UnicodeScalarView()
    for character in outside { PlainText.append(character, lines: lines, to: &safe) }
    string = String(safe)
  }

  /// The text as what cells show, line ends left out.
  public var clusters: [Cluster] {
    var result: [Cluster] = []
    result.reserveCapacity(string.utf8.count)
    for scalar in string.unicodeScalars {
      if scalar == "\n" { continue }
      if let last = result.last, ScalarWidth.cells(scalar, .narrow) == 0 {
        result[result.count - 1] = Cluster(base: last.base, marks: last.marks + [scalar])
      } else {
        result.append(Cluster(base: scalar))
      }
    }
    return result
  }

  /// Cells the text takes on one line.
  public func width(_ ambiguous: AmbiguousWidth = .narrow) -> Int {
    string.unicodeScalars.reduce(0) { $0 + ($1 == "\n" ? 0 : ScalarWidth.cells($1, ambiguous)) }
  }

  /// Whether there is nothing.
  public var isEmpty: Bool { string.isEmpty }

  /// The lines between line ends.
  public var lines: [PlainText] {
    string.split(separator: "\n", omittingEmptySubsequences: false).map { PlainText(safe: String($0)) }
  }

  /// The text of these clusters.
  public init(_ clusters: some Sequence<Cluster>) {
    var view = String.UnicodeScalarView()
    for cluster in clusters {
      view.append(cluster.base)
      view.append(contentsOf: cluster.marks)
    }
    string = String(view)
  }

  /// Both texts, one after the other.
  public static func + (left: PlainText, right: PlainText) -> PlainText {
    PlainText(safe: left.string + right.string)
  }

  /// Adds a text at the end.
  public static func += (left: inout PlainText, right: PlainText) { left = left + right }

  /// That text so many times.
  public init(repeating text: PlainText, count: Int) { string = String(repeating: text.string, count: max(0, count)) }
}

extension PlainText: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, Comparable,
  CustomStringConvertible
{
  /// Our own words are made safe like any other.
  public init(stringLiteral value: String) { self.init(value) }

  /// The safe text.
  public var description: String { string }

  /// By the order of their scalars.
  public static func < (left: PlainText, right: PlainText) -> Bool { left.string < right.string }
}

extension PlainText {
  /// Whether every scalar is a graphic character that stands for itself and joins with no neighbour: what nearly all text is made of.
  private static func isPlain(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      // ASCII; CJK punctuation; unified ideographs; full-width forms.
      case 0x20...0x7E, 0x3001...0x3011, 0x4E00...0x9FFF, 0xFF01...0xFF5E: true
      default: false
      }
    }
  }

  private static func append(
    _ character: Character, lines: LinePolicy, to safe: inout String.UnicodeScalarView
  ) {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return }
    if character.isNewline {
      safe.append(lines == .multiple ? "\n" : " ")
      return
    }
    // Half a flag too: two halves from different texts would join on the screen.
    if isRegionalIndicator(first) {
      for scalar in scalars where isRegionalIndicator(scalar) {
        if let letter = Unicode.Scalar(scalar.value - 0x1F1E6 + 0x41) { safe.append(letter) }
      }
      return
    }
    if scalars.count == 1 {
      appendOne(first, lines: lines, to: &safe)
      return
    }
    if isVisible(first), first.properties.isEmojiPresentation || hasJoinedEmoji(scalars) {
      safe.append(first)
      return
    }
    var marks = 0
    for (index, scalar) in scalars.enumerated() {
      if index == 0 || !isMark(scalar) {
        if !isVariationSelector(scalar) { appendOne(scalar, lines: lines, to: &safe) }
        marks = 0
      } else if marks < Cluster.marksKept, index > 0 {
        safe.append(scalar)
        marks += 1
      }
    }
  }

  private static func appendOne(
    _ scalar: Unicode.Scalar, lines: LinePolicy, to safe: inout String.UnicodeScalarView
  ) {
    if isVisible(scalar) {
      // A mark without a base would land on the neighbouring cell. One given a base before is not given another.
      if ScalarWidth.cells(scalar, .narrow) == 0, safe.last != "\u{25CC}" { safe.append("\u{25CC}") }
      safe.append(scalar)
    } else if scalar == "\t" {
      safe.append(contentsOf: (lines == .multiple ? "  " : " ").unicodeScalars)
    } else if scalar.value < 0x20 {
      safe.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{3013}")
    } else if scalar.value == 0x7F {
      safe.append("\u{2421}")
    } else if isVariationSelector(scalar) {
      return
    } else if isUnknown(scalar) {
      safe.append("\u{3013}")
    } else {
      let digits = String(scalar.value, radix: 16, uppercase: true)
      let filled = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      safe.append(contentsOf: "<\(filled)>".unicodeScalars)
    }
  }

  static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x7F { return value >= 0x20 }
    if value < 0xA0 { return false }
    if value >= 0x4E00, value <= 0x9FFF { return true }
    if value >= 0x20000, value <= 0x3FFFD { return value & 0xFFFE != 0xFFFE }
    // Hangul fillers and the Braille blank are letters by category and nothing to the eye.
    if value == 0x115F || value == 0x1160 || value == 0x3164 || value == 0xFFA0 { return false }
    if value == 0xFFFD { return false }
    if isVariationSelector(scalar) { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return false
    default: return true
    }
  }

  private static func isUnknown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .privateUse, .unassigned, .surrogate: true
    default: scalar.value == 0xFFFD
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    isVisible(scalar) && ScalarWidth.cells(scalar, .narrow) == 0
  }

  private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x1F1E6 && scalar.value <= 0x1F1FF
  }

  private static func isVariationSelector(_ scalar: Unicode.Scalar) -> Bool {
    (0xFE00...0xFE0F).contains(scalar.value) || (0xE0100...0xE01EF).contains(scalar.value)
      || scalar.value == 0x180F || (0x180B...0x180D).contains(scalar.value)
  }

  private static func hasJoinedEmoji(_ scalars: Character.UnicodeScalarView) -> Bool {
    scalars.contains { $0.value == 0x200D || $0.value == 0x20E3 || (0x1F3FB...0x1F3FF).contains($0.value) }
      && scalars.first?.properties.isEmoji == true
  }
}
