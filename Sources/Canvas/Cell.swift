/// One cell in eight bytes: a glyph, its style and its part in a wide glyph. What its numbers mean only its frame knows.
struct Cell: Hashable, Sendable {
  /// A scalar, or with the top bit set the number of an interned cluster.
  var glyph: UInt32
  /// The number of an interned style.
  var style: UInt16
  /// 1 for a narrow glyph, 2 for the head of a wide one, 0 for its second half.
  var span: UInt8
  private var filler: UInt8 = 0

  init(glyph: UInt32, style: UInt16, span: UInt8) {
    self.glyph = glyph
    self.style = style
    self.span = span
  }

  static let internedBit: UInt32 = 0x8000_0000
}
