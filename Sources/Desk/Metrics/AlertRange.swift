/// A range outside which a figure is an alert, as the Monitoring Plugins write it: `10` is 0 to 10, `10:` from 10 on, `~:10` up to 10, `10:20` between, and
/// `@10:20` turns it round.
public struct AlertRange: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The least that is well; `nil` for no bound.
  public var from: Double?
  /// The most that is well; `nil` for no bound.
  public var to: Double?
  /// Whether what lies within is an alert instead.
  public var isInside: Bool

  /// Reads one; `nil` if the text is not one.
  public init?(_ text: String) {
    var rest = text[...]
    isInside = rest.first == "@"
    if isInside { rest = rest.dropFirst() }
    let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let first = parts.first, !rest.isEmpty else { return nil }
    if parts.count == 1 {
      guard let end = Self.number(first) else { return nil }
      (from, to) = (0, end)
    } else {
      if first == "~" {
        from = nil
      } else if first.isEmpty {
        from = 0
      } else {
        guard let start = Self.number(first) else { return nil }
        from = start
      }
      if parts[1].isEmpty {
        to = nil
      } else {
        guard let end = Self.number(parts[1]) else { return nil }
        to = end
      }
    }
    if let from, let to, from > to { return nil }
  }

  private static func number(_ text: String) -> Double? {
    guard let first = text.utf8.first, (48...57).contains(first) || first == 45 || first == 46 else { return nil }
    let number = Double(text)
    return number?.isFinite == true && !text.contains { $0 == "x" || $0 == "X" } ? number : nil
  }

  /// Whether a value is an alert.
  public func isAlert(_ value: Double) -> Bool {
    let isWithin = (from.map { value >= $0 } ?? true) && (to.map { value <= $0 } ?? true)
    return isWithin == isInside
  }

  /// Whether no value a figure can have is an alert.
  public func isNeverAlert(within extent: (least: Double, greatest: Double?)) -> Bool {
    isInside ? isApart(from: extent) : isWhole(of: extent)
  }

  /// Whether every value a figure can have is an alert.
  public func isAlwaysAlert(within extent: (least: Double, greatest: Double?)) -> Bool {
    isInside ? isWhole(of: extent) : isApart(from: extent)
  }

  private func isWhole(of extent: (least: Double, greatest: Double?)) -> Bool {
    let reaches = to.map { to in extent.greatest.map { to >= $0 } ?? false } ?? true
    return reaches && (from.map { $0 <= extent.least } ?? true)
  }

  private func isApart(from extent: (least: Double, greatest: Double?)) -> Bool {
    if let to, to < extent.least { return true }
    if let from, let greatest = extent.greatest, from > greatest { return true }
    return false
  }

  /// The same range, narrower by a part of its bounds: an alert ends only when the value lies well within.
  public func narrowed(by part: Double) -> AlertRange {
    var range = self
    let sign: Double = isInside ? -1 : 1
    if let from { range.from = from + sign * abs(from) * part }
    if let to { range.to = to - sign * abs(to) * part }
    if let from = range.from, let to = range.to, from > to { return self }
    return range
  }

  /// As it is written.
  public var description: String {
    func spell(_ number: Double) -> String {
      number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
    }
    let start = from.map { $0 == 0 && to != nil ? "" : spell($0) + ":" } ?? "~:"
    return (isInside ? "@" : "") + start + (to.map(spell) ?? "")
  }

  /// Reads it as it is written.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let range = AlertRange(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a range such as 10:20")
    }
    self = range
  }

  /// Writes it as it is written.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
