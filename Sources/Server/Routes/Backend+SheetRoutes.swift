import Desk
import HTTPTypes
import Hummingbird
import Service
import Storage

extension Backend {
  /// Service sheets 业务办理服务确认单: agents send them as messages; what both sides do to them then.
  func sheetRoutes() -> [Route] {
    [
      .post("/v1/sheets/{id}/checks", for: Caller.seats, "Accepts or returns a material of a sheet") {
        (call, request: SheetCheckRequest) -> ConversationDetail in
        try await call.conversation(try call.sheet(.check(request)))
      },
      .post("/v1/sheets/{id}/demand", for: Caller.seats, "Asks for what a sheet still needs, in one message") {
        (call, request: SheetRevisionRequest) -> ConversationDetail in
        try await call.conversation(try call.sheet(.demand(revision: request.revision)))
      },
      .post("/v1/sheets/{id}/result", for: Caller.seats, "Closes a sheet with what became of the matter") {
        (call, request: SheetResultRequest) -> ConversationDetail in
        try await call.conversation(try call.sheet(.resolve(request)))
      },
      .read("/v1/visit/sheets", for: [.taxpayer], "The taxpayer's sheets, the latest first") { call -> SheetList in
        let (taxpayer, office) = try call.visitor()
        let found = try await call.backend.store.read(office) {
          try $0.conversations(withSheetsOf: taxpayer.id, limit: 50)
        }
        return SheetList(sheets: found.flatMap(Self.entries))
      },
      .post("/v1/visit/sheets/{id}/pictures", for: [.taxpayer], "Adds an uploaded picture to a material") {
        (call, request: SheetPictureRequest) -> PostedMessages in try await call.ownSheet(.add(request))
      },
      .post("/v1/visit/sheets/{id}/removals", for: [.taxpayer], "Takes a picture of a material away") {
        (call, request: SheetRemovalRequest) -> PostedMessages in try await call.ownSheet(.remove(request))
      },
      .post("/v1/visit/sheets/{id}/confirmation", for: [.taxpayer], "Confirms that everything is uploaded") {
        (call, request: SheetRevisionRequest) -> PostedMessages in
        try await call.ownSheet(.confirm(revision: request.revision))
      },
    ]
  }

  private static func entries(_ conversation: Conversation) -> [SheetList.Entry] {
    let isOpen = conversation.stage == .waiting || conversation.stage == .talking
    return (conversation.sheets ?? []).reversed().map {
      SheetList.Entry(conversation: conversation.id, isOpen: isOpen && $0.stage == .collecting, sheet: $0)
    }
  }
}

extension Call {
  /// The command about the sheet named in the path.
  fileprivate func sheet(_ act: SheetAct) throws(Problem) -> Command {
    .sheet(SheetID(try part("id")), act, messageID: MessageID(backend.newID()))
  }

  /// Does something to the taxpayer's own sheet.
  fileprivate func ownSheet(_ act: SheetAct) async throws -> PostedMessages {
    guard case .posted(let posted) = try await perform(try sheet(act)) else { throw Problem(.internalError) }
    return PostedMessages(messages: posted.messages, conversation: posted.conversation.forTaxpayer)
  }
}
