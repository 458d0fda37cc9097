/// A moment in milliseconds since 1970-01-01T00:00:00Z; in JSON an RFC 3339 string in UTC with three decimals.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public var milliseconds: Int64

  /// A moment that many milliseconds after 1970-01-01T00:00:00Z.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The moment that many milliseconds later.
  public func advanced(milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: self.milliseconds + milliseconds) }

  /// The moment that many seconds later.
  public func advanced(seconds: Int) -> Timestamp { advanced(milliseconds: Int64(seconds) * 1000) }

  /// Whole seconds from `earlier` to this moment, never below zero: a wait is never negative.
  public func seconds(since earlier: Timestamp) -> Int {
    Int(max(0, milliseconds - earlier.milliseconds) / 1000)
  }

  /// Earlier moments come first.
  public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
}

extension Timestamp: CustomStringConvertible {
  /// RFC 3339 in UTC with three decimals, such as `2026-11-23T07:00:00.000Z`.
  public var description: String {
    let (days, inDay) = milliseconds.quotientAndFloorRemainder(86_400_000)
    let date = CivilDate(dayNumber: Int(days))
    let time = Int(inDay)
    return date.description + "T" + padded(time / 3_600_000, 2) + ":" + padded(time / 60_000 % 60, 2) + ":"
      + padded(time / 1000 % 60, 2) + "." + padded(time % 1000, 3) + "Z"
  }

  /// Reads RFC 3339 with any offset and up to nine decimals (kept to milliseconds); `nil` if the text is not one.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, let date = CivilDate(String(decoding: bytes[0..<10], as: UTF8.self)),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t") || bytes[10] == UInt8(ascii: " "),
      let hour = number(bytes[11..<13]), bytes[13] == UInt8(ascii: ":"), let minute = number(bytes[14..<16]),
      bytes[16] == UInt8(ascii: ":"), let second = number(bytes[17..<19]), hour < 24, minute < 60, second < 61
    else { return nil }
    var place = 19
    var thousandths = 0
    if bytes[place] == UInt8(ascii: ".") {
      var scale = 100
      place += 1
      let first = place
      while place < bytes.count, let digit = number(bytes[place...place]) {
        thousandths += digit * scale
        scale /= 10
        place += 1
      }
      guard place > first, place - first <= 9 else { return nil }
    }
    guard place < bytes.count, let offset = Timestamp.offsetMinutes(bytes[place...]) else { return nil }
    let seconds = date.dayNumber * 86_400 + hour * 3600 + minute * 60 + second - offset * 60
    milliseconds = Int64(seconds) * 1000 + Int64(thousandths)
  }

  private static func offsetMinutes(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let sign = bytes.first else { return nil }
    if bytes.count == 1, sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return 0 }
    guard bytes.count == 6, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      let hours = number(bytes[(bytes.startIndex + 1)..<(bytes.startIndex + 3)]),
      bytes[bytes.startIndex + 3] == UInt8(ascii: ":"),
      let minutes = number(bytes[(bytes.startIndex + 4)...]), hours < 24, minutes < 60
    else { return nil }
    let offset = hours * 60 + minutes
    return sign == UInt8(ascii: "-") ? -offset : offset
  }
}

extension Timestamp: Codable {
  /// Reads an RFC 3339 string.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let moment = Timestamp(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an RFC 3339 time: \(text)")
    }
    self = moment
  }

  /// Writes an RFC 3339 string in UTC with milliseconds.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

func padded(_ number: Int, _ digits: Int) -> String {
  let text = String(number)
  return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}

func number(_ bytes: ArraySlice<UInt8>) -> Int? {
  var value = 0
  for byte in bytes {
    guard byte >= 48, byte <= 57 else { return nil }
    value = value * 10 + Int(byte - 48)
  }
  return value
}

extension FixedWidthInteger {
  func quotientAndFloorRemainder(_ divisor: Self) -> (Self, Self) {
    var (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    if remainder < 0 {
      quotient -= 1
      remainder += divisor
    }
    return (quotient, remainder)
  }
}
