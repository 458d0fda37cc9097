import Desk

/// The ranges of a watched figure as one writes them: warning, then critical, with `%` for parts of 1 and `-` for none.
public struct WatchedRanges: Equatable, Sendable {
  /// Outside it a warning stands.
  public var warning: AlertRange?
  /// Outside it a critical alert stands.
  public var critical: AlertRange?
  /// Whether they are of a part of 1.
  private var isRatio = false

  /// Reads them; `nil` if the words are no ranges, or none at all.
  public init?(_ words: String) {
    let parts = words.split(whereSeparator: \.isWhitespace).map(String.init)
    guard (1...2).contains(parts.count) else { return nil }
    var ranges: [AlertRange?] = []
    for part in parts {
      if part == "-" {
        ranges.append(nil)
      } else {
        guard let range = AlertRange(Self.plain(part)) else { return nil }
        ranges.append(range)
      }
    }
    warning = ranges[0]
    critical = ranges.count > 1 ? ranges[1] : nil
    guard warning != nil || critical != nil else { return nil }
  }

  /// Those of a threshold.
  public init(_ threshold: Threshold) {
    warning = threshold.warning
    critical = threshold.critical
    isRatio = Metric(rawValue: threshold.name)?.unit == .ratio
  }

  /// Both, as they can be written again.
  public var text: String { spelled(warning) + (critical == nil ? "" : " " + spelled(critical)) }

  /// Percents as parts of 1.
  private static func plain(_ text: String) -> String {
    var plain = ""
    var digits = ""
    for character in text {
      if character == "%", let number = Double(digits) {
        plain += String(number / 100)
        digits = ""
      } else if character.isNumber || character == "." {
        digits.append(character)
      } else {
        plain += digits + String(character)
        digits = ""
      }
    }
    return plain + digits
  }

  private func spelled(_ range: AlertRange?) -> String {
    guard let range else { return "-" }
    func number(_ value: Double) -> String {
      let shown = isRatio ? (value * 1_000_000).rounded() / 10_000 : value
      let text = shown == shown.rounded() && abs(shown) < 1e12 ? String(Int(shown)) : String(shown)
      return text + (isRatio ? "%" : "")
    }
    let start = range.from.map { $0 == 0 && range.to != nil ? "" : number($0) + ":" } ?? "~:"
    return (range.isInside ? "@" : "") + start + (range.to.map(number) ?? "")
  }
}
