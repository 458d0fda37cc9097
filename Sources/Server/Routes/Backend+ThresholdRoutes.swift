import Desk
import Hummingbird
import Service
import Storage

// What is watched, and other ways for those who will not be reached before closing.

extension Backend {
  func thresholdRoutes() -> [Route] {
    [
      Route(
        method: .get, path: "/v1/thresholds", callers: [.supervisor, .administrator],
        summary: "What is watched, what it is now, and which alerts stand; its ETag is for If-Match",
        answer: .json(ThresholdBoard.self)
      ) { call in try await call.board() },
      Route(
        method: .put, path: "/v1/thresholds", callers: [.supervisor, .administrator],
        summary: "Changes what is watched",
        headers: [Route.Parameter(name: "If-Match", about: "The ETag of what is changed")],
        request: .json(ThresholdDraft.self), answer: .json(ThresholdBoard.self), key: .taken
      ) { call in
        let draft = try JSONBody.decode(ThresholdDraft.self, from: call.body)
        guard let revision = try call.revision() else { throw Problem(.conditionMissing) }
        _ = try await call.perform(.figures(.changeThresholds(draft, expecting: revision)))
        return try await call.board()
      },
      .tell("/v1/alerts/handle", for: [.supervisor], "Says that one looks after an alert that stands") {
        (call, request: AlertReference) in _ = try await call.perform(.figures(.handleAlert(request)))
      },
      .post(
        "/v1/floor/closing-offer", for: [.supervisor],
        "Offers people who wait to leave a message or to book instead; tells how many were asked"
      ) { (call, request: ClosingOffer) -> ClosingOfferOutcome in try await call.offer(request) },
    ]
  }
}

extension Call {
  fileprivate func board() async throws -> Response {
    let office = try staff().office
    let now = backend.clock()
    let digest = try await hub(office).digest(at: now)
    let board = try await backend.store.read(office) { try FigureDesk($0, at: now).board(digest) }
    var response = try Route.json(board)
    response.headers[.eTag] = "\"\(board.revision)\""
    return response
  }

  fileprivate func offer(_ request: ClosingOffer) async throws -> ClosingOfferOutcome {
    guard request.conversations.count <= ClosingOffer.most else { throw Problem(.tooLarge) }
    let (agent, office) = try staff()
    var offered: [ConversationID] = []
    for (place, id) in request.conversations.enumerated() {
      do {
        // Each of them once, however often the request comes.
        _ = try await backend.perform(
          .figures(.offerOtherWays(id, noticeID: MessageID(backend.newID()))), by: .staff(agent), office: office,
          key: key.map { "\($0).\(place)" }, fingerprint: fingerprint)
        offered.append(id)
      } catch let problem as Problem where problem.kind == .notWaiting || problem.kind == .conversationNotFound {
        continue
      }
    }
    return ClosingOfferOutcome(offered: offered)
  }
}
