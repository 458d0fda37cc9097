import Desk

/// Whom a note for colleagues calls by `@`.
public struct Mentions: Equatable, Sendable {
  /// Who is meant, in the order of the words.
  public var agents: [AgentReference]
  /// Names that several colleagues have, where no login says which.
  public var unclear: [Namesakes]

  /// Colleagues of one name.
  public struct Namesakes: Equatable, Sendable {
    /// The name.
    public var name: String
    /// Those who have it, by login.
    public var agents: [AgentReference]
  }

  /// Which of several is meant has to be said, and how; `nil` when it is clear.
  public var question: Localised? {
    guard let one = unclear.first, let first = one.agents.first else { return nil }
    let logins = one.agents.map(\.id.rawValue)
    let example = "@\(one.name)@\(first.id)"
    return Localised(
      "有 \(one.agents.count) 位\(one.name)（\(logins.joined(separator: "、"))）：请在名后写登录名，如 \(example)",
      "\(one.agents.count) colleagues are called \(one.name) (\(logins.joined(separator: ", "))): write the login after it, \(example)"
    )
  }

  /// Whom a text calls: `@` and a name, a name and a login as in `@李娜@lina2`, or a login alone. Of names that begin alike the longest counts.
  init(in text: String, among staff: [AgentReference]) {
    agents = []
    unclear = []
    let named = Dictionary(grouping: Set(staff), by: \.name)
    let names = named.keys.filter { !$0.isEmpty }.sorted { ($1.count, $0) < ($0.count, $1) }
    var before: Character = " "
    var rest = text[...]
    while let character = rest.first {
      rest = rest.dropFirst()
      defer { before = character }
      guard character == "@" else { continue }
      if let name = names.first(where: { rest.hasPrefix($0) }) {
        rest = rest.dropFirst(name.count)
        let namesakes = (named[name] ?? []).sorted { $0.id < $1.id }
        let said = rest.hasPrefix("@") ? Self.called(by: rest.dropFirst(), among: namesakes) : nil
        if let said { rest = rest.dropFirst(1 + said.id.rawValue.count) }
        if let one = said ?? (namesakes.count == 1 ? namesakes.first : nil) {
          if !agents.contains(one) { agents.append(one) }
        } else if !unclear.contains(where: { $0.name == name }) {
          unclear.append(Namesakes(name: name, agents: namesakes))
        }
      } else if !before.isASCII || !(before.isLetter || before.isNumber),
        let one = Self.called(by: rest, among: staff)
      {
        rest = rest.dropFirst(one.id.rawValue.count)
        if !agents.contains(one) { agents.append(one) }
      }
    }
  }

  /// Whose login the text begins with; of those that begin alike the longest counts.
  private static func called(by text: Substring, among staff: [AgentReference]) -> AgentReference? {
    staff.filter { begins(text, with: $0.id) }.max { $0.id.rawValue.count < $1.id.rawValue.count }
  }

  /// Whether the text begins with that login, and not with a longer one; a full stop ends a sentence unless more of a name follows.
  private static func begins(_ text: Substring, with login: AgentID) -> Bool {
    guard text.lowercased().hasPrefix(login.rawValue.lowercased()) else { return false }
    let behind = text.dropFirst(login.rawValue.count)
    guard let next = behind.first else { return true }
    if next == ".", let after = behind.dropFirst().first { return !isPart(after) }
    return !isPart(next)
  }

  private static func isPart(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "-" || character == "_")
  }
}

extension State {
  /// Colleagues who are called by `@` in a note, signed in or not.
  public func mentions(in text: String) -> Mentions {
    Mentions(in: text, among: (replica?.floor.seats ?? []).map(\.agent) + (desk?.colleagues ?? []).map(\.agent))
  }
}
