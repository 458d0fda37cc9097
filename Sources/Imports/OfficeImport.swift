import Desk
import Storage

/// Import files read and put together, before they are laid over what an office has.
public struct OfficeImport {
  /// What an office has before its files are loaded.
  public struct Existing: Sendable {
    /// The office.
    public var office: Office
    /// What staff choose from.
    public var catalogue: Catalogue
    /// Password hashes of accounts; a file that gives no password leaves them as they are.
    public var passwordHashes: [AgentID: String]
    /// Hosts that have a secret.
    public var hosts: Set<String>
    /// Servers for sound and pictures; a file that gives no secret leaves it as it is.
    public var mediaServices: MediaServices
    /// Who outside is told what happens; a file that gives no secret leaves it as it is.
    public var webhooks: [Webhook]
    /// Codes of the articles.
    public var articles: [ArticleID]
    /// Words that mean the same.
    public var synonyms: [[String]]

    /// What is there, from its parts.
    public init(
      office: Office, catalogue: Catalogue, passwordHashes: [AgentID: String] = [:], hosts: Set<String> = [],
      mediaServices: MediaServices = MediaServices(), webhooks: [Webhook] = [], articles: [ArticleID] = [],
      synonyms: [[String]] = []
    ) {
      self.articles = articles
      self.synonyms = synonyms
      self.webhooks = webhooks
      self.mediaServices = mediaServices
      self.office = office
      self.catalogue = catalogue
      self.passwordHashes = passwordHashes
      self.hosts = hosts
    }
  }

  /// What the caller does for an import: nothing here hashes, invents or cuts words itself.
  public struct Means: Sendable {
    /// Hashes a password.
    public var hash: @Sendable (String) throws -> String
    /// Whether a password is the one that was hashed; then its hash stays, and nobody is signed out by a file that says the same again.
    public var matches: @Sendable (_ password: String, _ hash: String) -> Bool
    /// Makes a new secret for a host whose file gives none.
    public var secret: @Sendable () -> String
    /// Cuts text into terms for the full-text index, separated by spaces.
    public var terms: @Sendable (String) -> String

    /// Means from their parts.
    public init(
      hash: @escaping @Sendable (String) throws -> String, matches: @escaping @Sendable (String, String) -> Bool,
      secret: @escaping @Sendable () -> String, terms: @escaping @Sendable (String) -> String
    ) {
      self.hash = hash
      self.matches = matches
      self.secret = secret
      self.terms = terms
    }
  }

  /// The sections of all files, each in one file only.
  let sections: [String: YAMLEntry]
  /// The first file's name, for complaints about what is missing.
  let firstFile: String
  /// The office the files name; `nil` when they name none.
  public let officeID: OfficeID?

  /// Reads files.
  public init(_ files: [ImportFile]) throws(ImportError) {
    var sections: [String: YAMLEntry] = [:]
    for file in files {
      let entry = try YAMLFile.read(file)
      for key in YAMLFile.sections where entry.has(key) {
        if let other = sections[key] {
          throw entry.fail(key, "已在 \(other.file) 中给出", "is given in \(other.file) already; keep one")
        }
        sections[key] = entry
      }
    }
    self.sections = sections
    firstFile = files.first?.name ?? ""
    let office = try sections["office"]?.entry("office", keys: Self.officeKeys)
    officeID = try office.map { (entry) throws(ImportError) in OfficeID(try entry.code("code")) }
  }

  /// What the files hold, laid over what the office has; `existing` is `nil` for a new office.
  public func content(over existing: Existing?, with means: Means) throws -> OfficeContent {
    let office = try office(over: existing?.office)
    let catalogue = try catalogue(over: existing?.catalogue, hosts: office.settings.linkHosts ?? [])
    try requireGroups(of: office, in: catalogue)
    var content = OfficeContent(office: office)
    content.basis = existing?.office
    if catalogue != existing?.catalogue { content.catalogue = catalogue }
    content.accounts = try accounts(catalogue, existing, means)
    content.articles = try articles(catalogue, means)
    content.synonyms = try synonyms()
    content.sampleTaxpayers = try taxpayers()
    content.hostSecrets = try hosts(existing, means)
    if let webhooks = try webhooks(over: existing?.webhooks ?? []), webhooks != existing?.webhooks ?? [] {
      content.webhooks = webhooks
      content.office.webhooksRevision = (office.webhooksRevision ?? 1) + 1
    }
    if let thresholds = try thresholds(), thresholds != office.thresholds ?? [] {
      content.office.thresholds = thresholds
      content.office.thresholdsRevision = (office.thresholdsRevision ?? 1) + 1
    }
    if let services = try mediaServices(over: existing?.mediaServices ?? MediaServices()) {
      content.mediaServices = services
      content.office.settings.hasRooms = services.rooms == nil ? nil : true
    }
    return content
  }

  /// Whether articles or synonyms are among it.
  public var hasKnowledge: Bool { sections["articles"] != nil || sections["synonyms"] != nil }

  /// How many entries each section has.
  public var counts: [String: Int] {
    var counts: [String: Int] = [:]
    for (key, entry) in sections {
      switch entry.node(key) {
      case .sequence(let list): counts[key] = list.count
      default: counts[key] = 1
      }
    }
    return counts
  }

  /// Codes of entries must differ.
  static func requireUnique(_ codes: [String], in entries: [YAMLEntry], key: String = "code") throws(ImportError) {
    var seen: Set<String> = []
    for (code, entry) in zip(codes, entries) where !seen.insert(code).inserted {
      throw entry.fail(key, "“\(code)”重复，请改用别的", "`\(code)` is used twice; choose another")
    }
  }
}
