import Desk
import HTTPTypes
import Hummingbird
import Service
import Storage

extension Backend {
  /// The personal centre 个人中心: a taxpayer's own tickets, messages left, conversations and notices, and leaving a message.
  func centreRoutes() -> [Route] {
    [
      .post("/v1/visit/offline-messages", for: [.taxpayer], "Leaves a message", status: .created) {
        (call, draft: OfflineMessageDraft) -> OfflineMessageDetail in
        try await call.own(try await call.message(.leave(draft)).message)
      },
      upload("/v1/visit/offline-messages/{id}/images", for: [.taxpayer], "Uploads an image for a message to be left") {
        call in
        let id = OfflineMessageID(try call.part("id"))
        let (taxpayer, _) = try call.visitor()
        guard CleanText.isID(id.rawValue) else { throw Problem(.badRequest) }
        if let known = try await call.reading({ try $0.offlineMessage(id) }), known.taxpayer.id != taxpayer.id {
          throw Problem(.notFound)
        }
        return (ImageRecord.place(of: id.rawValue), .taxpayer)
      },
      .read("/v1/visit/offline-messages", for: [.taxpayer], "The taxpayer's messages", parameters: Self.own) {
        call -> OfflineMessagePage in
        let (taxpayer, _) = try call.visitor()
        let (before, limit) = (call.query("before"), try call.number("limit", in: 1...100) ?? 30)
        let page = try await call.reading { try $0.offlineMessages(of: taxpayer.id, before: before, limit: limit) }
        return OfflineMessagePage(messages: page.messages.map(\.forTaxpayer), next: page.next)
      },
      .read("/v1/visit/offline-messages/{id}", for: [.taxpayer], "One of the taxpayer's messages with its entries") {
        call -> OfflineMessageDetail in try await call.ownMessage()
      },
      .post("/v1/visit/offline-messages/{id}/steps", for: [.taxpayer], "Adds to a message, ends it, or comes to talk") {
        (call, request: PromiseStepRequest) -> OfflineMessageDetail in
        try await call.own(try await call.message(try call.messageStep(request)).message)
      },
      .read("/v1/visit/tickets", for: [.taxpayer], "The taxpayer's tickets", parameters: Self.own) {
        call -> TicketPage in
        let (taxpayer, _) = try call.visitor()
        let (before, limit) = (call.query("before"), try call.number("limit", in: 1...100) ?? 30)
        let page = try await call.reading { try $0.tickets(of: taxpayer.id, before: before, limit: limit) }
        return TicketPage(tickets: page.tickets.map(\.forTaxpayer), next: page.next)
      },
      .read("/v1/visit/tickets/{id}", for: [.taxpayer], "One of the taxpayer's tickets with its entries") {
        call -> TicketDetail in try await call.ownTicket()
      },
      .post("/v1/visit/tickets/{id}/steps", for: [.taxpayer], "Adds to a ticket, urges, opens it again, or is content")
      {
        (call, request: PromiseStepRequest) -> TicketDetail in
        let command = PromiseCommand.stepTicket(
          TicketID(try call.part("id")), request, noticeID: call.backend.newID())
        return try await call.own(try await call.ticket(command).ticket)
      },
      upload("/v1/visit/tickets/{id}/images", for: [.taxpayer], "Uploads an image for a ticket") { call in
        (ImageRecord.place(of: try await call.ownTicket().ticket.id.rawValue), .taxpayer)
      },
      .read("/v1/visit/notices", for: [.taxpayer], "The taxpayer's notices", parameters: Self.own) {
        call -> NoticePage in
        let (taxpayer, _) = try call.visitor()
        let (before, limit) = (call.query("before"), try call.number("limit", in: 1...100) ?? 30)
        return try await call.reading { try $0.notices(of: taxpayer.id, before: before, limit: limit) }
      },
      .tell("/v1/visit/notices/read", for: [.taxpayer], "Marks notices as read") {
        (call, request: NoticesReadRequest) in
        _ = try await call.perform(.promise(.readNotices(request)))
      },
      .read("/v1/visit/conversations", for: [.taxpayer], "The taxpayer's conversations", parameters: Self.own) {
        call -> ConversationPage in
        let (taxpayer, _) = try call.visitor()
        let (before, limit) = (call.query("before"), try call.number("limit", in: 1...100) ?? 30)
        let page = try await call.reading { try $0.conversations(of: taxpayer.id, before: before, limit: limit) }
        return ConversationPage(conversations: page.conversations.map(\.forTaxpayer), next: page.next)
      },
      .read(
        "/v1/visit/conversations/{id}/messages", for: [.taxpayer], "Messages of one of the taxpayer's conversations",
        parameters: Self.page
      ) { call -> MessagePage in
        let (taxpayer, _) = try call.visitor()
        let id = try call.conversationID()
        let (limit, before) = (try call.number("limit", in: 1...200) ?? 50, try call.number("before", in: 0...Int.max))
        return try await call.reading { reader in
          guard try reader.conversation(id)?.taxpayer.id == taxpayer.id else { throw Problem(.conversationNotFound) }
          let messages = try reader.messages(of: id, before: before, limit: limit)
          return MessagePage(messages: messages, hasEarlier: (messages.first?.number ?? 1) > 1)
        }
      },
    ]
  }

  private static let own = [
    Route.Parameter(name: "before", about: "`next` of the page before"),
    Route.Parameter(name: "limit", isNumber: true, about: "At most so many, 1–100"),
  ]

  /// Whether somebody may see a picture of a message left or a ticket: staff, and the taxpayer where it stands in what they may read.
  static func mayRead(
    _ record: ImageRecord, of promise: String, _ principal: Principal, _ reader: any OfficeReader
  ) throws -> Bool {
    switch principal.person {
    case .staff: return true
    case .phone, .room: return false
    case .visitor(let taxpayer):
      let isMessages = try reader.offlineMessage(OfflineMessageID(promise))?.taxpayer.id == taxpayer.id
      let isTickets = try reader.ticket(TicketID(promise))?.taxpayer?.id == taxpayer.id
      guard isMessages || isTickets else { return false }
      return try reader.publicEntries(of: isMessages ? .message : .ticket, promise, limit: Ticket.mostEntries)
        .contains { entry in entry.images?.contains { $0.id == record.image.id } == true }
    }
  }
}

extension Call {
  /// The taxpayer's ticket the path names.
  fileprivate func ownTicket() async throws -> TicketDetail {
    let (taxpayer, _) = try visitor()
    let id = TicketID(try part("id"))
    guard let ticket = try await reading({ try $0.ticket(id) }), ticket.taxpayer?.id == taxpayer.id else {
      throw Problem(.notFound)
    }
    return try await own(ticket)
  }

  /// A ticket with its latest entries, as the taxpayer may read it.
  fileprivate func own(_ ticket: Ticket) async throws -> TicketDetail {
    let entries = try await reading {
      try $0.publicEntries(of: .ticket, ticket.id.rawValue, limit: Backend.latestEntries)
    }
    return TicketDetail(ticket: ticket.forTaxpayer, entries: entries.compactMap(\.forTaxpayer))
  }

  /// The taxpayer's message the path names.
  fileprivate func ownMessage() async throws -> OfflineMessageDetail {
    let (taxpayer, _) = try visitor()
    let id = OfflineMessageID(try part("id"))
    guard let message = try await reading({ try $0.offlineMessage(id) }), message.taxpayer.id == taxpayer.id else {
      throw Problem(.notFound)
    }
    return try await own(message)
  }

  /// A message left with its latest entries, as the taxpayer may read it.
  fileprivate func own(_ message: OfflineMessage) async throws -> OfflineMessageDetail {
    let entries = try await reading {
      try $0.publicEntries(of: .message, message.id.rawValue, limit: Backend.latestEntries)
    }
    return OfflineMessageDetail(message: message.forTaxpayer, entries: entries.compactMap(\.forTaxpayer))
  }
}

extension ImageRecord {
  /// The message or ticket it was uploaded for; `nil` for a conversation's.
  var promise: String? {
    let prefix = ImageRecord.place(of: "").rawValue
    return conversation.rawValue.hasPrefix(prefix) ? String(conversation.rawValue.dropFirst(prefix.count)) : nil
  }
}

extension Ticket {
  /// The ticket without what is for staff.
  var forTaxpayer: Ticket {
    var copy = self
    copy.watchers = []
    copy.escalatedAt = nil
    copy.openedBy = nil
    return copy
  }
}

extension OfflineMessage {
  /// The message without what is for staff.
  var forTaxpayer: OfflineMessage {
    var copy = self
    copy.escalatedAt = nil
    return copy
  }
}

extension PromiseEntry {
  /// The entry without what is for staff; `nil` when all of it is.
  fileprivate var forTaxpayer: PromiseEntry? {
    guard isPublic else { return nil }
    var copy = self
    copy.mentions = nil
    copy.formerly = nil
    copy.formerGroup = nil
    return copy
  }
}
