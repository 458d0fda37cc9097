import Desk

/// Whom a note for colleagues calls by `@`.
public struct Mentions: Equatable, Sendable {
  /// Who is meant, in the order of the words.
  public var agents: [AgentReference]
  /// Names that several colleagues have, where no login says which.
  public var unclear: [Namesakes]
  /// What stands behind an `@` and calls nobody, as far as it could be a name.
  public var unknown: [String]

  /// Characters of a word that calls nobody which are repeated.
  private static let mostOfUnknown = 8

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
    guard one.name == first.name else {
      // Initials, which say less than a name.
      return Localised(
        "@\(one.name) 有 \(one.agents.count) 位：请写登录名，\(logins.map { "@" + $0 }.joined(separator: " 或 "))",
        "@\(one.name) may be \(one.agents.count) colleagues: write \(logins.map { "@" + $0 }.joined(separator: " or "))"
      )
    }
    let example = "@\(one.name)@\(first.id)"
    return Localised(
      "有 \(one.agents.count) 位\(one.name)（\(logins.joined(separator: "、"))）：请在名后写登录名，如 \(example)",
      "\(one.agents.count) colleagues are called \(one.name) (\(logins.joined(separator: ", "))): write the login after it, \(example)"
    )
  }

  /// Whom a text calls: `@` and a name, a name and a login as in `@李娜@lina2`, a login alone, or pinyin initials alone.
  /// Of names that begin alike the longest counts.
  init(in text: String, among staff: [AgentReference], initials: [AgentID: String] = [:]) {
    agents = []
    unclear = []
    unknown = []
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
        call(said.map { [$0] } ?? namesakes, by: name)
      } else if !before.isASCII || !(before.isLetter || before.isNumber) {
        // Elsewhere it stands in an address.
        if let one = Self.called(by: rest, among: staff) {
          rest = rest.dropFirst(one.id.rawValue.count)
          call([one], by: one.name)
        } else {
          let word = rest.prefix { $0.isASCII ? Self.isPart($0) : $0.isLetter }
          let letters = word.prefix { $0.isASCII }
          let meant = Set(staff).filter { letters.lowercased() == initials[$0.id] }.sorted { $0.id < $1.id }
          call(meant, by: String((meant.isEmpty ? word : letters).prefix(Self.mostOfUnknown)))
        }
      }
    }
  }

  /// Takes one; of several it has to be said which, and nobody is told of.
  private mutating func call(_ meant: [AgentReference], by name: String) {
    if let one = meant.first, meant.count == 1 {
      if !agents.contains(one) { agents.append(one) }
    } else if meant.isEmpty {
      if !name.isEmpty, !unknown.contains(name) { unknown.append(name) }
    } else if !unclear.contains(where: { $0.name == name }) {
      unclear.append(Namesakes(name: name, agents: meant))
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
    let colleagues = desk?.colleagues ?? []
    let initials = colleagues.compactMap { one in one.pinyin.map { (one.agent.id, $0) } }
    return Mentions(
      in: text, among: (replica?.floor.seats ?? []).map(\.agent) + colleagues.map(\.agent),
      initials: Dictionary(initials) { one, _ in one })
  }
}
