/// The person asking 纳税人, as staff may see them: personal data are masked by the backend before they get here.
public struct Taxpayer: Hashable, Codable, Sendable {
  /// The subject the host page vouched for, or an anonymous visit.
  public var id: TaxpayerID
  /// Masked name, such as `张*`; for an anonymous visitor `访客`.
  public var name: String
  /// The enterprise they act for; `nil` when they act for themselves.
  public var enterprise: Enterprise?
  /// Administrative region.
  public var region: String?
  /// The role they act in, such as `办税员`.
  public var actingRole: String?
  /// Masked mobile number, such as `138****5678`.
  public var mobile: String?
  /// Without a host page's token: may ask the assistant only.
  public var isAnonymous: Bool

  /// A taxpayer from its parts.
  public init(
    id: TaxpayerID, name: String, enterprise: Enterprise? = nil, region: String? = nil, actingRole: String? = nil,
    mobile: String? = nil, isAnonymous: Bool = false
  ) {
    self.id = id
    self.name = name
    self.enterprise = enterprise
    self.region = region
    self.actingRole = actingRole
    self.mobile = mobile
    self.isAnonymous = isAnonymous
  }
}

/// The enterprise a taxpayer acts for.
public struct Enterprise: Hashable, Codable, Sendable {
  /// Its registered name.
  public var name: String
  /// Its unified social credit code, 18 characters, masked in the middle.
  public var creditCode: String

  /// An enterprise from its parts.
  public init(name: String, creditCode: String) {
    self.name = name
    self.creditCode = creditCode
  }
}

/// Shortens personal data to what staff need to recognise it 脱敏.
public enum Masked {
  /// The first character of a name, then one star for each other, at most two stars.
  public static func name(_ name: String) -> String {
    guard let first = name.first else { return "" }
    return String(first) + String(repeating: "*", count: min(2, max(1, name.count - 1)))
  }

  /// The first three and last four digits of a number of seven or more; all stars otherwise.
  public static func mobile(_ number: String) -> String { middle(number, first: 3, last: 4) }

  /// What somebody typed to be reached by: a mobile number as `mobile` does, a mail address by its first character and its host, and of anything else
  /// at most a third, from its end.
  public static func contact(_ text: String) -> String {
    if text.count == 11, text.first == "1", text.allSatisfy(\.isASCIIDigit) { return mobile(text) }
    if let place = text.firstIndex(of: "@"), place > text.startIndex, isHost(text[text.index(after: place)...]) {
      return text.prefix(place == text.index(after: text.startIndex) ? 0 : 1) + "***" + text[place...]
    }
    let shown = min(4, text.count / 3)
    return String(repeating: "*", count: min(8, text.count - shown)) + text.suffix(shown)
  }

  /// Whether that is the name of a mail host and no number in its guise.
  private static func isHost(_ text: Substring) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return labels.count > 1 && labels.last?.allSatisfy { $0.isASCII && $0.isLetter } == true
      && labels.allSatisfy { label in
        !label.isEmpty && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
          && label.count(where: \.isNumber) < 5
      }
  }

  /// The first four and last four characters of a credit code.
  public static func creditCode(_ code: String) -> String { middle(code, first: 4, last: 4) }

  private static func middle(_ text: String, first: Int, last: Int) -> String {
    guard text.count > first + last else { return String(repeating: "*", count: text.count) }
    return text.prefix(first) + String(repeating: "*", count: min(8, text.count - first - last)) + text.suffix(last)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
