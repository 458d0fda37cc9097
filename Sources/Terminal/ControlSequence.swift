extension KeyParser {
  /// CSI: parameters, intermediates, one final byte (ECMA-48 §5.4).
  static func parseControlSequence(_ bytes: ArraySlice<UInt8>, isComplete: Bool) -> (Piece, Int)? {
    var index = bytes.startIndex + 2
    while index < bytes.endIndex, (0x20...0x3F).contains(bytes[index]) {
      index += 1
      if index - bytes.startIndex > 128 { return (.nothing, index - bytes.startIndex) }
    }
    guard index < bytes.endIndex else { return isComplete ? (.nothing, bytes.count) : nil }
    let length = index - bytes.startIndex + 1
    let final = bytes[index]
    // A control or a new escape in the middle: what came before was cut off.
    guard (0x40...0x7E).contains(final) else { return (.nothing, length - 1) }
    let parameters = bytes[(bytes.startIndex + 2)..<index]
    return (piece(parameters: parameters, final: final), length)
  }

  private static func piece(parameters: ArraySlice<UInt8>, final: UInt8) -> Piece {
    let prefix = parameters.first.flatMap { (0x3C...0x3F).contains($0) ? $0 : nil }
    let digits = prefix == nil ? parameters : parameters.dropFirst()
    let numbers = digits.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { part in
      part.prefix { (0x30...0x39).contains($0) }.prefix(9).reduce(0) { $0 * 10 + Int($1 - 48) }
    }
    let first = numbers.first ?? 0
    switch (prefix, final) {
    case (UInt8(ascii: "<"), UInt8(ascii: "M")), (UInt8(ascii: "<"), UInt8(ascii: "m")):
      return mouse(numbers, isRelease: final == UInt8(ascii: "m"))
    case (UInt8(ascii: "?"), UInt8(ascii: "c")): return .input(.reply(.deviceAttributes(numbers)))
    case (UInt8(ascii: "?"), UInt8(ascii: "y")) where numbers.count >= 2:
      return .input(.reply(.mode(number: numbers[0], state: numbers[1])))
    case (UInt8(ascii: "?"), UInt8(ascii: "S")) where numbers.count >= 4 && numbers[0] == 2 && numbers[1] == 0:
      return .input(.reply(.sixelLimit(PixelSize(width: numbers[2], height: numbers[3]))))
    // `CSI 1 ; m R` is F3 with modifiers; our own question is asked from the second row.
    case (nil, UInt8(ascii: "R")) where numbers.count == 2 && numbers[0] > 1:
      return .input(.reply(.cursor(x: numbers[1] - 1, y: numbers[0] - 1)))
    case (nil, UInt8(ascii: "I")): return .input(.focus(true))
    case (nil, UInt8(ascii: "O")): return .input(.focus(false))
    case (nil, UInt8(ascii: "Z")): return key(.tab, .shift)
    case (nil, UInt8(ascii: "u")): return kitty(first, modifier: numbers.dropFirst().first ?? 1)
    case (nil, UInt8(ascii: "~")):
      if first == 200 { return .pasteBegins }
      if first == 201 { return .nothing }
      if first == 27, numbers.count == 3 { return kitty(numbers[2], modifier: numbers[1]) }
      guard let code = tildeKeys[first] else { return .nothing }
      return key(code, modifiers(numbers.dropFirst().first ?? 1))
    default:
      guard prefix == nil, let code = finalKeys[final] else { return .input(.reply(.other)) }
      return key(code, modifiers(numbers.dropFirst().first ?? 1))
    }
  }

  private static let tildeKeys: [Int: TerminalKey.Code] = [
    1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end, 11: .function(1),
    12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5), 17: .function(6), 18: .function(7),
    19: .function(8), 20: .function(9), 21: .function(10), 23: .function(11), 24: .function(12),
  ]

  /// One more than the sum of shift 1, alt 2 and control 4, as xterm counts.
  private static func modifiers(_ number: Int) -> TerminalKey.Modifiers {
    let bits = max(0, number - 1)
    var result: TerminalKey.Modifiers = []
    if bits & 1 != 0 { result.insert(.shift) }
    if bits & 2 != 0 { result.insert(.alt) }
    if bits & 4 != 0 { result.insert(.control) }
    return result
  }

  private static func kitty(_ code: Int, modifier: Int) -> Piece {
    let held = modifiers(modifier)
    switch code {
    case 13, 57414: return key(.enter, held)
    case 9: return key(.tab, held)
    case 27: return key(.escape, held)
    case 127, 8: return key(.backspace, held)
    case 57344...63743: return .nothing
    default:
      guard code >= 32, let value = UInt32(exactly: code), let scalar = Unicode.Scalar(value) else { return .nothing }
      var kept = held
      var character = Character(scalar)
      if held == .shift, let upper = character.uppercased().first {
        character = upper
        kept = []
      }
      return key(.character(character), kept)
    }
  }

  private static func mouse(_ numbers: [Int], isRelease: Bool) -> Piece {
    guard numbers.count == 3 else { return .nothing }
    let (code, x, y) = (numbers[0], numbers[1] - 1, numbers[2] - 1)
    guard x >= 0, y >= 0 else { return .nothing }
    let act: TerminalMouse.Act
    if code & 64 != 0 {
      guard code & 3 < 2 else { return .nothing }
      act = code & 1 == 0 ? .wheelUp : .wheelDown
    } else if isRelease {
      act = .release
    } else if code & 32 != 0 {
      act = .drag
    } else {
      act = .press(code & 3)
    }
    return .input(.mouse(TerminalMouse(act, x: x, y: y)))
  }
}
