/// Makes ids that sort by time: 48 bits of milliseconds and 80 bits of chance in Crockford base 32, 26 characters (the ULID layout).
public enum SortableID {
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  /// Spells an id from the time it is made and 80 random bits (`high` gives 16, `low` 64).
  public static func make(at time: Timestamp, high: UInt16, low: UInt64) -> String {
    var value =
      (UInt128(UInt64(max(0, time.milliseconds)) & 0xFFFF_FFFF_FFFF) << 80) | (UInt128(high) << 64) | UInt128(low)
    var letters = [UInt8](repeating: 48, count: 26)
    for place in stride(from: 25, through: 0, by: -1) {
      letters[place] = alphabet[Int(value & 31)]
      value >>= 5
    }
    return String(decoding: letters, as: UTF8.self)
  }

  /// Spells an id from the time it is made and a source of chance.
  public static func make(at time: Timestamp, using random: inout some RandomNumberGenerator) -> String {
    make(
      at: time, high: UInt16.random(in: .min ... .max, using: &random),
      low: UInt64.random(in: .min ... .max, using: &random))
  }
}
