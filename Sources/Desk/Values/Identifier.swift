/// A string that names one `Subject`; ids made by the backend sort by the time they were made.
public struct Identifier<Subject>: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible,
  ExpressibleByStringLiteral, Codable, CodingKeyRepresentable
{
  /// The id as it stands in the API and in storage.
  public var rawValue: String

  /// Takes any string; whether a subject of that name exists is the backend's to say.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Takes any string.
  public init(_ rawValue: String) { self.rawValue = rawValue }

  /// A literal id, for tests and fixed codes.
  public init(stringLiteral value: String) { rawValue = value }

  /// The id itself.
  public var description: String { rawValue }

  /// Reads the id from a JSON string.
  public init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  /// Writes the id as a JSON string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  /// Ids sort as their bytes do.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Names an `Office`, the tenant every row belongs to.
public typealias OfficeID = Identifier<Office>
/// Names an `Agent`.
public typealias AgentID = Identifier<Agent>
/// Names a `Taxpayer` within an office: the subject of the host page's token, or of an anonymous visit.
public typealias TaxpayerID = Identifier<Taxpayer>
/// Names a `Conversation`.
public typealias ConversationID = Identifier<Conversation>
/// Names a `Message`; chosen by its sender, so that sending twice is noticed.
public typealias MessageID = Identifier<Message>
/// Names a `SkillGroup` by its code.
public typealias SkillGroupID = Identifier<SkillGroup>
/// Names an `Article` of the knowledge base by its code.
public typealias ArticleID = Identifier<Article>
