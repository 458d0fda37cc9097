import Foundation
import Synchronization

/// The letters by which people who write Chinese find a name: 注销 is `zx`.
public enum PinyinInitials {
  /// The first letter of each character's reading; letters and digits stand for themselves. A character with several readings has its most
  /// usual one: a file may say better.
  public static func of(_ text: String) -> String {
    let letters = text.lowercased().compactMap { character -> Character? in
      if character.isASCII { return character.isLetter || character.isNumber ? character : nil }
      return letter(of: character)
    }
    return String(letters)
  }

  // Looking a reading up takes a hundred times as long as remembering it, and names are made of few characters.
  private static let known = Mutex<[Character: Character?]>([:])

  /// More characters than this are not remembered.
  private static let limit = 4_096

  private static func letter(of character: Character) -> Character? {
    if let found = known.withLock({ $0[character] }) { return found }
    let latin = String(character).applyingTransform(.mandarinToLatin, reverse: false)
    let plain = latin?.applyingTransform(.stripDiacritics, reverse: false)?.lowercased()
    let letter = plain?.first { $0.isASCII && $0.isLetter }
    known.withLock { known in
      if known.count < limit { known[character] = .some(letter) }
    }
    return letter
  }
}
