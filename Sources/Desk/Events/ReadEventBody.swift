/// What happened, as a log or a stream is read that a later release may have written to. A kind that is not known here changed something this release cannot
/// tell: it is read as a change of the office, after which everything is taken anew. What is of a known kind and cannot be read stays an error.
public struct ReadEventBody: Decodable, Sendable {
  /// What happened, as far as it is known.
  public var body: EventBody

  private struct Kind: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Reads an object with one property, named for the kind.
  public init(from decoder: any Decoder) throws {
    do {
      body = try EventBody(from: decoder)
    } catch {
      let kinds = try decoder.container(keyedBy: Kind.self).allKeys
      guard kinds.count == 1, !EventBody.knows(kinds[0].stringValue) else { throw error }
      body = .officeChanged(OfficeChange(kind: kinds[0].stringValue))
    }
  }
}
