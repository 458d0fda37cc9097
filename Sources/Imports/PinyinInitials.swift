import Foundation

/// The letters by which people who write Chinese find a name: 注销 is `zx`.
public enum PinyinInitials {
  /// The first letter of each character's reading; letters and digits stand for themselves. A character with several readings has its most
  /// usual one: a file may say better.
  public static func of(_ text: String) -> String {
    let letters = text.lowercased().compactMap { character -> Character? in
      if character.isASCII { return character.isLetter || character.isNumber ? character : nil }
      let latin = String(character).applyingTransform(.mandarinToLatin, reverse: false)
      let plain = latin?.applyingTransform(.stripDiacritics, reverse: false)?.lowercased()
      return plain?.first { $0.isASCII && $0.isLetter }
    }
    return String(letters)
  }
}
