import Desk
import Storage

// Accounts, sample taxpayers and hosts.

extension OfficeImport {
  func accounts(_ catalogue: Catalogue, _ existing: Existing?, _ means: Means) throws -> [Account]? {
    let keys: Set<String> = ["login", "name", "role", "groups", "slots", "password"]
    guard let entries = try sections["accounts"]?.entries("accounts", limit: 5000, keys: keys) else { return nil }
    let slots = try sections["settings"]?.entry("settings", keys: Self.settingsKeys)?.integer(
      "slotsDefault", in: 1...20)
    let known = Set(catalogue.groups.map(\.id))
    var accounts: [Account] = []
    for entry in entries {
      let agent = try agent(entry, known, slots: slots ?? 5)
      accounts.append(Account(agent: agent, passwordHash: try passwordHash(entry, agent.id, existing, means)))
    }
    try Self.requireUnique(accounts.map(\.agent.id.rawValue), in: entries, key: "login")
    return accounts
  }

  private func agent(
    _ entry: YAMLEntry, _ known: Set<SkillGroupID>, slots: Int
  ) throws(ImportError) -> Agent {
    guard let role = Role(rawValue: try entry.text("role")) else {
      let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
      throw entry.fail("role", "应为 \(roles) 之一", "must be one of \(roles)")
    }
    var groups: [SkillGroupID] = []
    for name in try entry.lines("groups") {
      let id = SkillGroupID(name)
      guard known.contains(id) else {
        throw entry.fail("groups", "没有技能组“\(name)”", "there is no group `\(name)`; add it to groups")
      }
      groups.append(id)
    }
    return Agent(
      id: AgentID(try entry.code("login")), name: try entry.text("name", limit: 50), role: role, groups: groups,
      slots: try entry.integer("slots", in: 1...20) ?? slots)
  }

  private func passwordHash(
    _ entry: YAMLEntry, _ id: AgentID, _ existing: Existing?, _ means: Means
  ) throws -> String {
    guard let password = try entry.optional("password") else {
      if let kept = existing?.passwordHashes[id] { return kept }
      throw entry.fail("password", "新账号须有密码", "a new account needs a password")
    }
    guard password.count >= 8 else {
      throw entry.fail("password", "密码至少 8 个字符", "a password has at least 8 characters")
    }
    if let kept = existing?.passwordHashes[id], means.matches(password, kept) { return kept }
    return try means.hash(password)
  }

  func taxpayers() throws(ImportError) -> [SampleTaxpayer]? {
    let keys: Set<String> = ["subject", "name", "enterprise", "region", "role", "mobile"]
    guard let entries = try sections["taxpayers"]?.entries("taxpayers", limit: 1000, keys: keys) else { return nil }
    var people: [SampleTaxpayer] = []
    for entry in entries {
      let enterprise = try entry.entry("enterprise", keys: ["name", "creditCode"])
      people.append(
        SampleTaxpayer(
          id: try entry.code("subject"), name: try entry.text("name", limit: 50),
          enterprise: try enterprise?.text("name"), creditCode: try enterprise?.text("creditCode", limit: 18),
          region: try entry.optional("region"), actingRole: try entry.optional("role"),
          mobile: try entry.optional("mobile", limit: 20)))
    }
    try Self.requireUnique(people.map(\.id), in: entries, key: "subject")
    return people
  }

  func hosts(_ existing: Existing?, _ means: Means) throws(ImportError) -> [String: String]? {
    guard let entries = try sections["hosts"]?.entries("hosts", limit: 100, keys: ["code", "name", "secret"]) else {
      return nil
    }
    var secrets: [String: String] = [:]
    var codes: [String] = []
    for entry in entries {
      let code = try entry.code("code")
      codes.append(code)
      if let secret = try entry.optional("secret") {
        guard secret.utf8.count >= 32 else {
          throw entry.fail("secret", "密钥至少 32 字节", "a secret has at least 32 bytes; leave it empty for a new one")
        }
        secrets[code] = secret
      } else if existing?.hosts.contains(code) != true {
        secrets[code] = means.secret()
      }
    }
    try Self.requireUnique(codes, in: entries)
    return secrets
  }
}
