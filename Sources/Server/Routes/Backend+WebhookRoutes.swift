import Desk
import Hummingbird
import Service
import Storage

// Who outside is told what happens.

extension Backend {
  func webhookRoutes() -> [Route] {
    [
      Route(
        method: .get, path: "/v1/webhooks", callers: [.administrator],
        summary: "Who outside is told what, and how many deliveries wait or were given up; its ETag is for If-Match",
        answer: .json(WebhookBoard.self)
      ) { call in try await call.webhookBoard() },
      Route(
        method: .put, path: "/v1/webhooks", callers: [.administrator],
        summary: "Changes who outside is told what; the addresses get POST requests with a `WebhookNews`",
        headers: [Route.Parameter(name: "If-Match", about: "The ETag of what is changed")],
        request: .json(WebhookDraft.self), answer: .json(WebhookBoard.self), key: .taken
      ) { call in
        let draft = try JSONBody.decode(WebhookDraft.self, from: call.body)
        guard let revision = try call.revision() else { throw Problem(.conditionMissing) }
        for entry in draft.webhooks where Webhook.place(entry.url)?.isSecure == false {
          guard call.backend.options.allowsPrivateWebhooks else { throw Self.plainRefused(entry.code) }
        }
        _ = try await call.perform(.webhooks(.change(draft, expecting: revision)))
        return try await call.webhookBoard()
      },
      .read(
        "/v1/webhooks/{code}/deliveries", for: [.administrator],
        "What a webhook was told or is to be told, the latest first",
        parameters: [Route.Parameter(name: "limit", isNumber: true, about: "At most so many, 1–200; 50 without it")]
      ) { call -> WebhookDeliveries in
        let (code, limit) = (try call.part("code"), try call.number("limit", in: 1...200) ?? 50)
        return try await call.backend.store.read(try call.staff().office) { reader in
          guard try reader.webhooks().contains(where: { $0.code == code }) else { throw Problem(.notFound) }
          return WebhookDeliveries(deliveries: try reader.deliveries(to: code, limit: limit))
        }
      },
      .tell("/v1/webhooks/{code}/retry", for: [.administrator], "Tells a webhook again what was given up") {
        (call, _: EmptyRequest) in _ = try await call.perform(.webhooks(.retry(try call.part("code"))))
      },
    ]
  }

  private static func plainRefused(_ code: String) -> Problem {
    Problem(
      .badRequest,
      detail: Localised(
        "webhook \(code)：须为 https；内网地址须由运维以 --private-webhooks 允许",
        "The webhook \(code): its url must be https; the operator allows the own network with --private-webhooks"))
  }
}

extension Call {
  /// The office's webhooks with their revision as ETag.
  fileprivate func webhookBoard() async throws -> Response {
    let board = try await backend.store.read(try staff().office) { reader in
      WebhookBoard(
        revision: try reader.office().webhooksRevision ?? 1,
        webhooks: try reader.webhooks().map {
          WebhookBoard.Line(code: $0.code, url: $0.url, kinds: $0.kinds, standing: try reader.standing(of: $0.code))
        })
    }
    var response = try Route.json(board)
    response.headers[.eTag] = "\"\(board.revision)\""
    return response
  }
}
