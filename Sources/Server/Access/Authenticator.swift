import Desk
import NIOConcurrencyHelpers
import Storage

/// Opens sessions and tells who a token belongs to. Tokens are kept as their SHA-256 only.
final class Authenticator: Sendable {
  private let store: any Store
  private let clock: @Sendable () -> Timestamp
  private let options: BackendOptions
  private let checker: PasswordChecker
  private let throttle = NIOLockedValueBox(SignInThrottle())
  private let metrics: Metrics

  init(store: any Store, clock: @escaping @Sendable () -> Timestamp, options: BackendOptions, metrics: Metrics) {
    self.store = store
    self.clock = clock
    self.options = options
    self.metrics = metrics
    checker = PasswordChecker(cost: options.passwordCost)
  }

  /// Who the token belongs to.
  func principal(token: String) async throws -> Principal {
    let hash = OpaqueToken.hash(token)
    guard token.utf8.count <= 200, let (session, account) = try await store.holder(tokenHash: hash) else {
      throw Problem(
        .unauthenticated,
        detail: Localised("令牌无效或登录已失效，请重新登录", "This token is not valid, or its session has ended; sign in again"))
    }
    guard session.expiresAt > clock() else { throw Problem(.tokenExpired) }
    // Read each time: a role or a group taken away is gone with the next request, and so is whoever has no account any more.
    let person: Principal.Person
    switch (session.subject, account) {
    case (.visitor(let taxpayer), _): person = .visitor(taxpayer)
    case (.staff, let account?): person = .staff(account.agent)
    case (.phone(let grant), let account?): person = .phone(account.agent, grant)
    case (.room(let pass), let account?): person = .room(account.agent, pass)
    case (_, nil): throw Problem(.unauthenticated)
    }
    return Principal(office: session.office, person: person, tokenHash: hash, expiresAt: session.expiresAt)
  }

  /// Opens a staff session for the right password.
  func signIn(_ request: SignIn, office: OfficeID, address: String) async throws -> StaffSession {
    let now = clock()
    let account = office.rawValue + "/" + request.account
    guard request.account.utf8.count <= 64, request.password.utf8.count <= 1024 else { throw Problem(.wrongPassword) }
    // Counted as a failure before it is looked at: guesses that come together are counted together.
    if let seconds = throttle.withLockedValue({ $0.begin(account: account, address: address, at: now) }) {
      throw Problem(
        .tooManyRequests,
        detail: Localised("登录失败次数过多，请 \(seconds) 秒后再试", "Too many failures; try again in \(seconds) s"),
        retryAfter: seconds)
    }
    let id = AgentID(request.account)
    let found: Account?
    let isRight: Bool
    do {
      found = try await store.read(office) { try $0.account(id) }
      isRight = try await checker.matches(request.password, found?.passwordHash)
    } catch {
      throttle.withLockedValue { $0.withdrawn(account: account, address: address) }
      throw error
    }
    guard isRight, let found else {
      metrics.countFailedSignIn()
      try await store.audit(
        AuditRecord(
          office: office, at: now, actor: String(request.account.prefix(64)), act: "session.refused", subject: address))
      throw Problem(.wrongPassword)
    }
    throttle.withLockedValue { $0.succeeded(account: account, address: address) }
    return try await openSession(for: found.agent, office: office, address: address)
  }

  /// Opens a staff session without a password: after one was checked, and for the demo's own console.
  func openSession(for agent: Agent, office: OfficeID, address: String) async throws -> StaffSession {
    let now = clock()
    let token = OpaqueToken.make()
    let expiresAt = now.advanced(seconds: options.staffSessionSeconds)
    try await store.keep(
      SessionRow(
        tokenHash: OpaqueToken.hash(token), office: office, subject: .staff(agent.id), expiresAt: expiresAt))
    try await store.audit(
      AuditRecord(office: office, at: now, actor: agent.id.rawValue, act: "session.open", subject: address))
    return StaffSession(token: token, agent: agent, office: office, expiresAt: expiresAt)
  }

  /// Opens a visit: the host's person, the anonymous visitor of before, or a new anonymous one. Asked again under the same key, it is the same
  /// visit.
  func openVisit(
    _ request: VisitRequest, office: OfficeID, for call: Call
  ) async throws -> (token: String, expiresAt: Timestamp, taxpayer: Taxpayer) {
    let now = clock()
    let taxpayer: Taxpayer
    if let identity = request.identity {
      let store = store
      taxpayer = try await HostIdentity.taxpayer(from: identity, at: now) { host in
        try await store.read(office) { try $0.hostSecret(host) }
      }
    } else if let earlier = request.visitorToken,
      let session = try await store.session(tokenHash: OpaqueToken.hash(earlier)), session.office == office,
      session.expiresAt > now, case .visitor(let known) = session.subject, known.isAnonymous
    {
      taxpayer = known
    } else {
      var random = SystemRandomNumberGenerator()
      taxpayer = Taxpayer(
        id: TaxpayerID("anon-" + SortableID.make(at: now, using: &random)), name: "访客", isAnonymous: true)
    }
    // What names nobody is kept apart by where it comes from: a page that always sends the same key must not meet another's visit.
    let isNameless = request.identity == nil && request.visitorToken == nil
    let key = call.key ?? ""
    var once = Once(
      office: office, scope: isNameless ? "v:" + call.address : "v", key: OpaqueToken.hash(key),
      fingerprint: call.fingerprint, at: now)
    once.answer = OpaqueToken.make()
    let token = OpaqueToken.derived(from: key, body: call.body.readableBytesView, salt: once.answer)
    let expiresAt = now.advanced(seconds: options.visitSeconds)
    let earlier = try await store.keep(
      SessionRow(
        tokenHash: OpaqueToken.hash(token), office: office, subject: .visitor(taxpayer), expiresAt: expiresAt),
      once: once)
    guard let earlier else { return (token, expiresAt, taxpayer) }
    let same = OpaqueToken.derived(from: key, body: call.body.readableBytesView, salt: earlier)
    guard let session = try await store.session(tokenHash: OpaqueToken.hash(same)), session.expiresAt > now,
      case .visitor(let known) = session.subject
    else { throw Problem(.tokenExpired) }
    return (same, session.expiresAt, known)
  }

  /// Whether the session still stands.
  func isOpen(_ session: StreamSession) async throws -> Bool {
    try await store.session(tokenHash: session.tokenHash) != nil && session.expiresAt > clock()
  }

  /// Ends a session.
  func close(_ principal: Principal) async throws { try await store.revoke(tokenHash: principal.tokenHash) }

  func stop() async throws { try await checker.stop() }
}
