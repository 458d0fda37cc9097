import Desk

/// Words from outside, checked and freed of control characters.
public enum CleanText {
  /// The words with LF as the only line end and without C0 and C1 controls other than LF and TAB. Refuses NUL, more than `bytes` bytes of
  /// UTF-8, and, unless `mayBeEmpty`, nothing but white space.
  public static func check(_ text: String, bytes: Int, mayBeEmpty: Bool = false) throws(Problem) -> String {
    guard text.utf8.count <= bytes else {
      throw Problem(
        .tooLarge,
        detail: Localised(
          "内容过长：最多 \(bytes) 字节，请缩短后重试", "Too long: at most \(bytes) bytes of UTF-8; shorten it and try again"))
    }
    let cleaned = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } ? text : try cleaned(text)
    guard mayBeEmpty || cleaned.unicodeScalars.contains(where: \.isSeen) else {
      throw Problem(.invalidText, detail: Localised("内容为空，请输入文字", "There are no words; write something"))
    }
    return cleaned
  }

  /// The beginning of the words that takes at most so many bytes of UTF-8, cut between characters.
  public static func cut(_ text: String, bytes: Int) -> String {
    guard text.utf8.count > bytes else { return text }
    var length = 0
    return String(
      text.prefix { character in
        length += character.utf8.count
        return length <= bytes
      })
  }

  private static func cleaned(_ text: String) throws(Problem) -> String {
    var scalars = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0:
        throw Problem(.invalidText, detail: Localised("内容含有空字符，请删除后重试", "The text holds a NUL character; remove it"))
      case 0x0A: if previous != "\r" { scalars.append("\n") }
      case 0x0D, 0x2028, 0x2029: scalars.append("\n")
      case 0x09: scalars.append(scalar)
      case 0x01...0x1F, 0x7F...0x9F: break
      default: scalars.append(scalar)
      }
      previous = scalar
    }
    return String(scalars)
  }

  /// Whether a code is 1–64 of `A–Z a–z 0–9 . - _`.
  public static func isCode(_ code: String) -> Bool { isID(code.replacing(".", with: "-")) }

  /// Whether an id chosen by a sender is 1–64 of `A–Z a–z 0–9 - _`.
  public static func isID(_ id: String) -> Bool {
    (1...64).contains(id.utf8.count)
      && id.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}

extension Unicode.Scalar {
  /// Whether it leaves a mark on paper: neither space nor one of those that only steer others.
  fileprivate var isSeen: Bool {
    if value > 0x20, value < 0x7F { return true }
    switch properties.generalCategory {
    case .format, .control, .spaceSeparator, .lineSeparator, .paragraphSeparator, .nonspacingMark, .enclosingMark,
      .unassigned, .surrogate:
      return false
    default: return !properties.isWhitespace && !properties.isDefaultIgnorableCodePoint
    }
  }
}
