/// A colour as a terminal takes it.
public enum Color: Hashable, Sendable {
  /// Whatever the terminal draws with by itself.
  case terminalDefault
  /// 24 bits.
  case rgb(UInt8, UInt8, UInt8)
  /// One of the terminal's 256; 0–15 are its own sixteen.
  case indexed(UInt8)
}
