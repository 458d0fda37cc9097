import Desk
import HTTPTypes
import Hummingbird
import Service
import Storage

extension Backend {
  /// Messages left 留言 at the seats.
  func offlineMessageRoutes() -> [Route] {
    [
      .read(
        "/v1/offline-messages", for: Caller.seats, "Messages left by a filter, page by page", parameters: Self.listed
      ) { call -> OfflineMessagePage in
        let (filter, after, limit) = try await call.listed()
        return try await call.reading { try $0.offlineMessages(filter, after: after, limit: limit) }
      },
      .read("/v1/offline-messages/{id}", for: Caller.seats, "A message left with its latest entries") {
        call -> OfflineMessageDetail in try await call.messageDetail(OfflineMessageID(try call.part("id")))
      },
      .read(
        "/v1/offline-messages/{id}/entries", for: Caller.seats, "Entries before a number", parameters: Self.page
      ) { call -> PromiseEntryPage in try await call.entries(of: .message) },
      .read("/v1/offline-messages/{id}/why", for: Caller.seats, "How a message's due time came about, step by step") {
        call -> DueTime in
        let id = OfflineMessageID(try call.part("id"))
        return try await call.reading { reader in
          guard let message = try reader.offlineMessage(id) else { throw Problem(.notFound) }
          return message.clock.why(on: try reader.office().calendar(of: message.group))
        }
      },
      .post("/v1/offline-messages/{id}/steps", for: Caller.seats, "Takes a step of a message left") {
        (call, request: PromiseStepRequest) -> OfflineMessageDetail in
        try await call.message(try call.messageStep(request))
      },
      .post("/v1/offline-messages/{id}/contact", for: Caller.seats, "How to reach the taxpayer, in full; audited") {
        (call, _: EmptyRequest) -> RevealedContact in
        let command = PromiseCommand.revealContact(OfflineMessageID(try call.part("id")))
        guard case .contact(let contact) = try await call.perform(.promise(command)) else {
          throw Problem(.internalError)
        }
        return contact
      },
      upload("/v1/offline-messages/{id}/images", for: Caller.seats, "Uploads an image for an answer") { call in
        let id = OfflineMessageID(try call.part("id"))
        guard try await call.reading({ try $0.offlineMessage(id) }) != nil else { throw Problem(.notFound) }
        return (ImageRecord.place(of: id.rawValue), .agent)
      },
    ]
  }
}

extension Call {
  /// A step of the message the path names.
  func messageStep(_ request: PromiseStepRequest) throws(Problem) -> PromiseCommand {
    .stepMessage(
      OfflineMessageID(try part("id")), request, noticeID: backend.newID(),
      newConversation: ConversationID(backend.newID()), messageID: MessageID(backend.newID()))
  }

  /// Performs a command that is answered with the message left.
  func message(_ command: PromiseCommand) async throws -> OfflineMessageDetail {
    guard case .offlineMessage(let message) = try await perform(.promise(command)) else {
      throw Problem(.internalError)
    }
    return try await messageDetail(message.id)
  }

  /// A message left with its latest entries.
  func messageDetail(_ id: OfflineMessageID) async throws -> OfflineMessageDetail {
    try await reading { reader in
      guard let message = try reader.offlineMessage(id) else {
        throw Problem(.notFound, detail: Localised("找不到该留言", "There is no such message"))
      }
      let entries = try reader.entries(of: .message, id.rawValue, before: nil, limit: Backend.latestEntries)
      return OfflineMessageDetail(message: message, entries: entries)
    }
  }
}
