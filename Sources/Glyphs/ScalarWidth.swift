/// The width of one scalar. One table for the whole house: libc's own calls the ideographs of Extensions H and I unprintable.
enum ScalarWidth {
  /// Cells: 0 for marks, 1 or 2.
  static func cells(_ scalar: Unicode.Scalar, _ ambiguous: AmbiguousWidth) -> Int {
    let value = scalar.value
    if value < 0xA1 { return 1 }
    if value >= 0x4E00, value <= 0x9FFF { return 2 }
    if value >= 0x20000, value <= 0x3FFFD { return 2 }
    if contains(WidthRanges.zero, value) { return 0 }
    if contains(WidthRanges.wide, value) { return 2 }
    if ambiguous == .wide, contains(WidthRanges.ambiguous, value) { return 2 }
    return 1
  }

  /// Whether the scalar's width is Ambiguous.
  static func isAmbiguous(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0xA1 && contains(WidthRanges.ambiguous, scalar.value)
      && !contains(WidthRanges.zero, scalar.value)
  }

  private static func contains(_ ranges: [ClosedRange<UInt32>], _ value: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= value
  }
}
