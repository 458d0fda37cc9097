import Desk

/// Why a store did not open, or was not copied; the words say what to do.
public struct StoreOpeningError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what to do about it.
  public var words: Localised

  /// In English, for logs.
  public var description: String { words.english }

  /// An error with its words.
  public init(_ chinese: String, _ english: String) { words = Localised(chinese, english) }

  /// Data of an earlier release, which a backend of that release may be serving; or none yet.
  static func older(_ place: String, isEmpty: Bool) -> StoreOpeningError {
    guard !isEmpty else {
      return StoreOpeningError(
        "\(place) 里还没有任何机构：请先运行 zuoxid init 或 zuoxid import",
        "there is no office in \(place) yet: run zuoxid init or zuoxid import first")
    }
    return StoreOpeningError(
      "\(place) 的数据属于较早的版本：请用那个版本的 zuoxid，或先用此版本运行 zuoxid serve，由它升级",
      "the data in \(place) are of an earlier release: use that release's zuoxid, or run zuoxid serve of this one first, which brings them up to date"
    )
  }

  /// What the operating system refused, with its own words.
  static func refused(_ chinese: String, _ english: String, _ reason: String) -> StoreOpeningError {
    StoreOpeningError("\(chinese)：\(reason)", "cannot \(english): \(reason)")
  }
}
