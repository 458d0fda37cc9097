import Assistant
import Desk
import Imports
import NIOPosix
import Storage
import Wire

/// Loads import files 导入 into a store: passwords hashed, host secrets made, articles cut into terms for the index.
public struct ContentLoader: Sendable {
  private typealias Counts = [String: Int]

  private let store: any Store
  private let cost: PasswordCost

  /// A loader into a store; passwords are hashed at that cost.
  public init(store: any Store, cost: PasswordCost) {
    self.store = store
    self.cost = cost
  }

  /// Loads files, all or nothing, for the office they name, or for `office` when given. Returns how many entries each section had. What would take
  /// entries away that the office has is refused unless `removes`.
  @discardableResult
  public func load(
    _ files: [ImportFile], office: OfficeID? = nil, at now: Timestamp, removes: Bool = false
  ) async throws -> [String: Int] {
    try await load(files, office: office, at: now, removes: removes, by: nil, once: nil)
  }

  /// As above, for an account's request that is done once and stands in the audit trail.
  func load(
    _ files: [ImportFile], office: OfficeID?, at now: Timestamp, removes: Bool, by account: AgentID?, once: Once?
  ) async throws -> [String: Int] {
    // Asked again, nothing is hashed and cut anew; the transaction looks once more.
    if let once, let earlier = try await store.remembered(once) {
      return try WireCodec.decode(Counts.self, from: earlier.utf8)
    }
    // Whoever edits the calendar at the same moment goes first; then it is loaded over that.
    for _ in 1..<Self.mostAttempts {
      do {
        return try await attempt(files, office: office, at: now, removes: removes, by: account, once: once)
      } catch let problem as Problem where problem.kind == .changedMeanwhile {
        continue
      }
    }
    return try await attempt(files, office: office, at: now, removes: removes, by: account, once: once)
  }

  private static let mostAttempts = 4

  private func attempt(
    _ files: [ImportFile], office: OfficeID?, at now: Timestamp, removes: Bool, by account: AgentID?, once: Once?
  ) async throws -> [String: Int] {
    do {
      let parsed = try OfficeImport(files)
      if let office, let named = parsed.officeID, named != office {
        throw Problem(
          .badRequest,
          detail: Localised("文件属于机构 \(named)，不是 \(office)", "The file is for office \(named), not \(office)"))
      }
      let offices = try await store.officeIDs()
      let meant = office ?? parsed.officeID ?? (offices.count == 1 ? offices.first : nil)
      var existing: OfficeImport.Existing?
      if let meant, offices.contains(meant) {
        existing = try await self.existing(meant, withKnowledge: parsed.hasKnowledge)
      }
      let cost = cost
      let (before, counts) = (existing, parsed.counts)
      // Hashing takes long on purpose: not on the threads that answer requests.
      var content = try await NIOThreadPool.singleton.runIfActive {
        let means = OfficeImport.Means(
          hash: { try PasswordHash.make($0, cost: cost) }, matches: { PasswordHash.matches($0, $1) },
          secret: { OpaqueToken.make() }, terms: { _ in "" })
        return try OfficeImport(files).content(over: before, with: means)
      }
      if !removes, let before { content.keepPastDays(of: before.office, at: now) }
      if let before, let problem = ImportRemovals.dangling(content, over: before) { throw problem }
      if !removes, let before, let refusal = ImportRemovals(of: content, from: before).refusal { throw refusal }
      var once = once
      once?.answer = String(decoding: try WireCodec.encode(counts), as: UTF8.self)
      let record = account.map {
        AuditRecord(
          office: content.office.id, at: now, actor: $0.rawValue, act: "content.load",
          subject: counts.keys.sorted().joined(separator: ","))
      }
      let earlier = try await store.load(try await indexed(content), at: now, audit: record, once: once)
      return try earlier.map { try WireCodec.decode(Counts.self, from: $0.utf8) } ?? counts
    } catch let error as ImportError {
      throw error.problem
    }
  }

  private func existing(_ office: OfficeID, withKnowledge: Bool) async throws -> OfficeImport.Existing {
    try await store.read(office) { reader in
      var hashes: [AgentID: String] = [:]
      for id in try reader.accountIDs() { hashes[id] = try reader.account(id)?.passwordHash }
      return OfficeImport.Existing(
        office: try reader.office(), catalogue: try reader.catalogue().withInitials, passwordHashes: hashes,
        hosts: Set(try reader.hosts()), mediaServices: try reader.mediaServices(),
        webhooks: try reader.webhooks(), articles: withKnowledge ? try reader.articles().map(\.id) : [],
        synonyms: withKnowledge ? try reader.synonyms() : [])
    }
  }

  /// Articles and synonyms go into the index together: when either changes, every article is cut anew.
  private func indexed(_ content: OfficeContent) async throws -> OfficeContent {
    guard content.articles != nil || content.synonyms != nil else { return content }
    let isKnown = try await store.officeIDs().contains(content.office.id)
    var kept: (articles: [Article], synonyms: [[String]]) = ([], [])
    if isKnown { kept = try await store.read(content.office.id) { (try $0.articles(), try $0.synonyms()) } }
    let articles = content.articles?.map(\.article) ?? kept.articles
    let knowledge = KnowledgeBase(articles: articles, synonyms: content.synonyms ?? kept.synonyms)
    var content = content
    content.articles = articles.map {
      IndexedArticle(
        article: $0, headTerms: knowledge.headTerms(of: $0), bodyTerms: knowledge.bodyTerms(of: $0))
    }
    return content
  }
}
