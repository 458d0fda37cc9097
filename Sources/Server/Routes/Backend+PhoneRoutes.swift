import Desk
import HTTPTypes
import Hummingbird
import NIOCore
import Pictures
import Service
import Storage

extension Backend {
  /// Pictures by an agent's telephone: a link that one telephone opens once, and for ten minutes sends pictures into one talk with.
  func phoneRoutes() -> [Route] {
    var images = Route(
      method: .post, path: "/v1/phone/images", callers: [.phone], summary: "Sends a picture into the talk",
      parameters: [Route.Parameter(name: "name", about: "The file's name, for people to read")],
      request: .other(mediaType: "image/*"), status: .created, answer: .json(ImageReference.self), key: .required
    ) { call in try Route.json(try await call.backend.sendFromPhone(call), status: .created) }
    images.bodyLimit = Picture.Limits().bytes
    images.isUpload = true
    return [
      .post(
        "/v1/conversations/{id}/phone", for: Caller.seats,
        "A link by which the agent's telephone sends pictures into the talk", status: .created
      ) { (call, _: EmptyRequest) -> PhoneLink in try await call.backend.phoneLink(for: call) },
      .post("/v1/phone/pairing", for: [.phone], "Opens the link: it is good for this telephone from now on") {
        (call, _: EmptyRequest) -> PhoneVisit in try await call.backend.pair(call)
      },
      .read("/v1/phone", for: [.phone], "What the telephone may do") { call -> PhoneVisit in
        try await call.backend.phoneVisit(call, token: nil)
      },
      images,
    ]
  }

  /// How long a link is good for, in seconds.
  private static let phoneSeconds = 600

  private func phoneLink(for call: Call) async throws -> PhoneLink {
    let (agent, office) = try call.staff()
    let id = try call.conversationID()
    guard let conversation = try await store.read(office, { try $0.conversation(id) }) else {
      throw Problem(.conversationNotFound)
    }
    guard conversation.agent?.id == agent.id else { throw Problem(.notYours) }
    guard conversation.stage == .talking else { throw Problem(.wrongStage) }
    let expiresAt = clock().advanced(seconds: Self.phoneSeconds)
    let grant = PhoneGrant(agent: agent.id, conversation: id, isPaired: false)
    let (token, session) = try await session(.phone(grant), in: office, until: expiresAt, for: call) {
      try await store.keep($0, once: $1)
    }
    return PhoneLink(url: publicBase + "/phone#" + token, expiresAt: session.expiresAt)
  }

  private func pair(_ call: Call) async throws -> PhoneVisit {
    let principal = try call.caller()
    guard case .phone(_, var grant) = principal.person else { throw Problem(.forbidden) }
    guard !grant.isPaired else { return try await phoneVisit(call, token: nil) }
    grant.isPaired = true
    let (token, _) = try await session(
      .phone(grant), in: principal.office, until: principal.expiresAt, for: call
    ) {
      try await store.exchange(principal.tokenHash, for: $0, once: $1)
    }
    return try await phoneVisit(call, token: token)
  }

  /// Keeps a session under a token that whoever repeats the request gets again.
  private func session(
    _ subject: SessionRow.Subject, in office: OfficeID, until expiresAt: Timestamp, for call: Call,
    _ keep: (SessionRow, Once) async throws -> String?
  ) async throws -> (token: String, session: SessionRow) {
    let key = call.key ?? ""
    let body = call.body.readableBytesView
    var once = Once(
      office: office, scope: "p:" + (try call.caller()).tokenHash, key: OpaqueToken.hash(key),
      fingerprint: call.fingerprint, at: clock())
    once.answer = OpaqueToken.make()
    func token(_ salt: String) -> String {
      OpaqueToken.digits(of: OpaqueToken.derived(from: key, body: body, salt: salt))
    }
    let row = SessionRow(
      tokenHash: OpaqueToken.hash(token(once.answer)), office: office, subject: subject, expiresAt: expiresAt)
    guard let earlier = try await keep(row, once) else { return (token(once.answer), row) }
    guard let kept = try await store.session(tokenHash: OpaqueToken.hash(token(earlier))) else {
      throw Problem(.tokenExpired)
    }
    return (token(earlier), kept)
  }

  private func phoneVisit(_ call: Call, token: String?) async throws -> PhoneVisit {
    let principal = try call.caller()
    guard case .phone(let agent, let grant) = principal.person else { throw Problem(.forbidden) }
    let conversation = try await store.read(principal.office) { try $0.conversation(grant.conversation) }
    guard let conversation else { throw Problem(.conversationNotFound) }
    return PhoneVisit(
      token: token, agent: agent.reference, taxpayer: conversation.taxpayer.name,
      isOpen: conversation.stage == .talking && conversation.agent?.id == agent.id, expiresAt: principal.expiresAt)
  }

  private func sendFromPhone(_ call: Call) async throws -> ImageReference {
    let principal = try call.caller()
    guard case .phone(let agent, let grant) = principal.person, grant.isPaired else { throw Problem(.forbidden) }
    let found = try await store.read(principal.office) { try $0.conversation(grant.conversation) }
    guard let found else { throw Problem(.conversationNotFound) }
    guard found.agent?.id == agent.id, found.stage == .talking else {
      throw Problem(.wrongStage, detail: Localised("会话已结束，图片未发送", "The talk is over; the picture was not sent"))
    }
    let image = try await keepImage(call, in: found.id, from: .agent)
    // The message's id follows from the upload's: sent again, it is the same message.
    let draft = MessageDraft(id: MessageID("phone-" + image.id.rawValue), text: "", image: image.id)
    _ = try await perform(
      .agentWrites(grant.conversation, draft), by: .staff(agent), office: principal.office,
      key: "phone-" + image.id.rawValue, fingerprint: image.id.rawValue)
    return image
  }
}
