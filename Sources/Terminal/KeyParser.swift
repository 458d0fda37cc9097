/// Turns the bytes of a terminal into keys, pastes, clicks and replies. Any split of the bytes gives the same result, but for a lone escape:
/// the loop calls ``flush()`` when nothing followed it for a moment.
public struct KeyParser: Sendable {
  /// Bytes of a paste taken at most; the rest is dropped.
  public static let pasteLimit = 1 << 20

  private var bytes: [UInt8] = []
  private var paste: [UInt8]?

  /// A parser that has seen nothing.
  public init() {}

  /// Whether bytes wait for their rest: an escape may be a key of its own or the start of more.
  public var isWaiting: Bool { !bytes.isEmpty && paste == nil }

  /// Takes bytes as they came.
  public mutating func take(_ more: ArraySlice<UInt8>) -> [TerminalInput] {
    // Most of what comes is one key that writes.
    if more.count == 1, let byte = more.first, byte >= 0x20, byte < 0x7F, bytes.isEmpty, paste == nil {
      return [.key(TerminalKey(.character(Character(Unicode.Scalar(byte)))))]
    }
    bytes.append(contentsOf: more)
    var inputs: [TerminalInput] = []
    var place = 0
    while place < bytes.count {
      if paste != nil {
        guard let length = takePaste(from: place, into: &inputs) else { break }
        place += length
        continue
      }
      guard let (input, length) = KeyParser.parse(bytes[place...], isComplete: false) else { break }
      place += length
      handle(input, into: &inputs)
    }
    bytes.removeFirst(min(place, bytes.count))
    return inputs
  }

  /// Nothing followed: what waits is what it is.
  public mutating func flush() -> [TerminalInput] {
    guard paste == nil else { return [] }
    var inputs: [TerminalInput] = []
    while !bytes.isEmpty {
      guard let (input, length) = KeyParser.parse(bytes[...], isComplete: true) else {
        bytes.removeFirst()
        continue
      }
      bytes.removeFirst(length)
      handle(input, into: &inputs)
    }
    return inputs
  }

  private mutating func handle(_ piece: Piece, into inputs: inout [TerminalInput]) {
    switch piece {
    case .input(let input): inputs.append(input)
    case .pasteBegins: paste = []
    case .nothing: break
    }
  }

  private mutating func takePaste(from place: Int, into inputs: inout [TerminalInput]) -> Int? {
    let end: [UInt8] = Array("\u{1B}[201~".utf8)
    var index = place
    while index + end.count <= bytes.count {
      if bytes[index] == 0x1B, bytes[index..<(index + end.count)].elementsEqual(end) {
        keep(bytes[place..<index])
        inputs.append(.paste(String(decoding: paste ?? [], as: UTF8.self)))
        paste = nil
        return index + end.count - place
      }
      index += 1
    }
    // The last few bytes may be the start of the end.
    let sure = max(place, bytes.count - end.count + 1)
    guard sure > place else { return nil }
    keep(bytes[place..<sure])
    return sure - place
  }

  private mutating func keep(_ part: ArraySlice<UInt8>) {
    let room = KeyParser.pasteLimit - (paste?.count ?? 0)
    paste?.append(contentsOf: part.prefix(max(0, room)))
  }
}

extension KeyParser {
  enum Piece {
    case input(TerminalInput)
    case pasteBegins
    case nothing
  }

  static func key(_ code: TerminalKey.Code, _ modifiers: TerminalKey.Modifiers = []) -> Piece {
    .input(.key(TerminalKey(code, modifiers)))
  }

  /// The first piece and its length; `nil` when more bytes are needed.
  static func parse(_ bytes: ArraySlice<UInt8>, isComplete: Bool) -> (Piece, Int)? {
    guard let first = bytes.first else { return nil }
    switch first {
    case 0x1B: return parseEscape(bytes, isComplete: isComplete)
    case 0x0D: return (key(.enter), 1)
    case 0x0A: return (key(.character("j"), .control), 1)
    case 0x09: return (key(.tab), 1)
    case 0x7F, 0x08: return (key(.backspace, first == 0x08 ? .control : []), 1)
    case 0x00: return (key(.character(" "), .control), 1)
    case 0x01...0x1A: return (key(.character(Character(Unicode.Scalar(first + 0x60))), .control), 1)
    case 0x1C...0x1F:
      return (key(.character(["\\", "]", "^", "_"][Int(first - 0x1C)]), .control), 1)
    case 0x20..<0x80: return (key(.character(Character(Unicode.Scalar(first)))), 1)
    default: return parseUTF8(bytes, isComplete: isComplete)
    }
  }

  private static func parseUTF8(_ bytes: ArraySlice<UInt8>, isComplete: Bool) -> (Piece, Int)? {
    guard let first = bytes.first else { return nil }
    let length = first >= 0xF0 && first < 0xF5 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0
    guard length > 0, first < 0xF5 else { return (.nothing, 1) }
    let part = bytes.prefix(length)
    if let bad = part.dropFirst().firstIndex(where: { $0 & 0xC0 != 0x80 }) {
      return (.nothing, bad - bytes.startIndex)
    }
    guard part.count == length else { return isComplete ? (.nothing, part.count) : nil }
    guard let scalar = String(validating: part, as: UTF8.self)?.first else { return (.nothing, length) }
    return (key(.character(scalar)), length)
  }

  private static func parseEscape(_ bytes: ArraySlice<UInt8>, isComplete: Bool) -> (Piece, Int)? {
    let rest = bytes.dropFirst()
    guard let second = rest.first else { return isComplete ? (key(.escape), 1) : nil }
    switch second {
    case UInt8(ascii: "["):
      if rest.count == 1 { return isComplete ? (key(.character("["), .alt), 2) : nil }
      return parseControlSequence(bytes, isComplete: isComplete)
    case UInt8(ascii: "O"):
      guard let third = rest.dropFirst().first else {
        return isComplete ? (key(.character("o"), [.alt, .shift]), 2) : nil
      }
      guard let code = finalKeys[third] ?? keypad(third) else { return (.nothing, 3) }
      return (key(code), 3)
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"):
      return parseString(bytes, isComplete: isComplete)
    case 0x1B: return isComplete || rest.count > 1 ? (key(.escape), 1) : nil
    default:
      guard let (piece, length) = parse(rest, isComplete: isComplete) else { return nil }
      guard case .input(.key(var inner)) = piece else { return (.nothing, 1 + length) }
      inner.modifiers.insert(.alt)
      if case .character(let letter) = inner.code, letter.isUppercase, letter.isASCII {
        inner = TerminalKey(.character(Character(letter.lowercased())), inner.modifiers.union(.shift))
      }
      return (.input(.key(inner)), 1 + length)
    }
  }

  /// OSC, DCS, APC and PM replies end with BEL or ST.
  private static func parseString(_ bytes: ArraySlice<UInt8>, isComplete: Bool) -> (Piece, Int)? {
    var index = bytes.startIndex + 2
    while index < bytes.endIndex {
      let isBell = bytes[index] == 0x07
      let isEnd = bytes[index] == 0x1B && index + 1 < bytes.endIndex && bytes[index + 1] == UInt8(ascii: "\\")
      if isBell || isEnd {
        let text = String(decoding: bytes[(bytes.startIndex + 2)..<index], as: UTF8.self)
        return (.input(.reply(reply(to: text))), index - bytes.startIndex + (isBell ? 1 : 2))
      }
      if index - bytes.startIndex > 4096 { return (.nothing, index - bytes.startIndex) }
      index += 1
    }
    guard isComplete else { return nil }
    guard bytes.count == 2, let letter = bytes.last else { return (.nothing, bytes.count) }
    return (key(.character(Character(Unicode.Scalar(letter))), .alt), 2)
  }

  private static func reply(to text: String) -> TerminalReply {
    if text.hasPrefix("Gi=31;") { return .graphics(works: text.hasSuffix(";OK")) }
    guard text.hasPrefix("11;rgb:") else { return .other }
    let parts = text.dropFirst(7).split(separator: "/").compactMap { part -> Int? in
      guard let value = Int(part, radix: 16), !part.isEmpty, part.count <= 4 else { return nil }
      return value * 255 / ((1 << (4 * part.count)) - 1)
    }
    return parts.count == 3 ? .background(red: parts[0], green: parts[1], blue: parts[2]) : .other
  }

  private static func keypad(_ byte: UInt8) -> TerminalKey.Code? {
    switch byte {
    case UInt8(ascii: "M"): .enter
    case UInt8(ascii: "j")...UInt8(ascii: "y"):
      .character(Array("*+,-./0123456789")[Int(byte - UInt8(ascii: "j"))])
    default: nil
    }
  }

  static let finalKeys: [UInt8: TerminalKey.Code] = [
    UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right, UInt8(ascii: "D"): .left,
    UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end, UInt8(ascii: "P"): .function(1),
    UInt8(ascii: "Q"): .function(2), UInt8(ascii: "R"): .function(3), UInt8(ascii: "S"): .function(4),
  ]
}
