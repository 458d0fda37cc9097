import Console
import Desk
import Wire

// The outbox.
extension Interpreter {
  var pending: [PendingMessage] {
    outbox.entries.map { entry in
      let mark: PendingMessage.Mark =
        if case .refused(let problem) = entry.standing { .failed(problem) } else { .waiting }
      return PendingMessage(
        id: entry.item.draft.id, conversation: entry.item.conversation, text: entry.item.draft.text,
        entryLink: entry.item.draft.entryLink,
        picture: entry.item.attachment.map { PendingPicture(path: $0.path, name: $0.name) },
        sheet: entry.item.draft.sheet,
        writtenAt: entry.item.at, mark: mark)
    }
  }

  /// The first snapshot says whose seat it is, before anything can be written or sent: theirs alone is what goes on from here.
  func belong(to told: SeatOwner) {
    guard owner == nil else { return }
    owner = told
    do {
      guard let work = try outside.belongs(to: told) else { return }
      goOn(with: work)
      storageWorks()
    } catch {
      // What the console began with may be another person's.
      goOn(with: KeptWork())
      perform(.storageFailed(error.words(state.preferences.language)))
    }
  }

  private func goOn(with work: KeptWork) {
    outbox = Outbox(work.records)
    unkept = []
    written = work.drafts
    perform(.restored(drafts: work.drafts, outbox: pending))
  }

  func enqueue(_ message: PendingMessage) {
    let at = message.writtenAt ?? Timestamp(milliseconds: 0)
    let attachment = message.picture.map { OutboxAttachment(path: $0.path, name: $0.name) }
    let item = OutboxItem(conversation: message.conversation, draft: message.draft, at: at, attachment: attachment)
    do {
      try outside.write(.queued(item))
    } catch {
      // Not on the disk, so not promised: it stays in sight as refused, and goes back into the writing field from there.
      let reason = Localised(error.words(.chinese), error.words(.english))
      unsaved[message.id] = message
      perform(.storageFailed(error.words(state.preferences.language)))
      perform(.outboxRefused(message.id, Problem(.unavailable, detail: reason)))
      return
    }
    outbox.apply(.queued(item))
    if unsaved.removeValue(forKey: message.id) != nil {
      unkept.insert(message.conversation)
      stored { () throws(SystemFailure) in try keepDrafts() }
    }
    storageWorks()
    sendOutbox(now: state.clock.monotonic)
  }

  func sendOutbox(now: Int64) {
    guard maySend(now: now) else { return }
    for item in outbox.due(now: now) {
      perform(.outboxSending(item.draft.id))
      if let file = item.waitsFor {
        bring(file, of: item)
      } else {
        outside.send(item.endpoint.authorised(by: token).request, .message(item.draft.id))
      }
    }
  }

  /// Sends a picture's bytes ahead of the message that shows it.
  private func bring(_ file: OutboxAttachment, of item: OutboxItem) {
    do {
      let bytes = try outside.read(file.path, limit: Self.pictureLimit)
      outside.send(item.upload(bytes).authorised(by: token).request, .message(item.draft.id))
    } catch {
      let reason = Localised(
        "图片读不出：\(error.words(.chinese))", "The picture cannot be read: \(error.words(.english))")
      let problem = Problem(.imageRefused, detail: reason)
      keep(.refused(item.draft.id, problem))
      perform(.outboxRefused(item.draft.id, problem))
    }
  }

  /// What the backend takes of one picture, in bytes.
  static let pictureLimit = 10 << 20

  /// How far a large request is.
  func sent(_ ticket: RequestTicket, _ part: Double) {
    guard case .message(let id) = ticket else { return }
    perform(.outboxProgressed(id, percent: Int(part * 100)))
  }

  func finishUpload(_ item: OutboxItem, _ result: Result<WireResponse, WireFailure>) throws(WireFailure) {
    let image = try item.upload([]).answer(from: result.get())
    keep(.uploaded(item.draft.id, image.id))
  }

  func maySend(now: Int64) -> Bool { link.isOpen || now < openUntil }

  func finish(_ id: MessageID, _ result: Result<WireResponse, WireFailure>, now: Int64) {
    do {
      let entry = outbox.entries.first { $0.item.draft.id == id }
      if let item = entry?.item, item.waitsFor != nil {
        try finishUpload(item, result)
        return sendOutbox(now: now)
      }
      let posted = try Endpoint<PostedMessages>.send(MessageDraft(id: id, text: ""), in: "").answer(from: result.get())
      deliver(id)
      perform(.outboxPosted(id, posted))
      sendOutbox(now: now)
    } catch {
      guard outbox.delivery(of: id) != nil else { return }
      if case .refused(_, let problem)? = outbox.failed(id, error, now: now, chance: outside.chance()) {
        keep(.refused(id, problem))
        perform(.outboxRefused(id, problem))
        sendOutbox(now: now)
      } else {
        perform(.outboxWaiting(id))
      }
    }
  }

  func deliver(_ id: MessageID) {
    if let record = outbox.delivery(of: id) { keep(record) }
  }

  /// A record about a message already on the disk: should it get lost, the message is sent again under its id, which is harmless.
  func keep(_ record: OutboxRecord) {
    stored { () throws(SystemFailure) in try outside.write(record) }
    outbox.apply(record)
  }

  func stored(_ body: () throws(SystemFailure) -> Void) {
    do {
      try body()
      storageWorks()
    } catch {
      perform(.storageFailed(error.words(state.preferences.language)))
    }
  }

  /// Something was written. Whole again is what is kept only when the drafts that could not be written are there too: a sent text left behind
  /// as a draft would come back at the next start, and an unsaved one would not.
  private func storageWorks() {
    guard state.storageFailure != nil, (try? keepDrafts()) != nil else { return }
    perform(.storageFailed(nil))
  }

  func keepDrafts() throws(SystemFailure) {
    for id in unkept.sorted() {
      try outside.keep(draft(of: id), of: id)
      unkept.remove(id)
    }
  }

  /// What must not be lost of a conversation: a message that could not be put into the outbox is a draft still.
  func draft(of id: ConversationID) -> KeptDraft {
    var draft = written[id] ?? ""
    let messages = unsaved.values.filter { $0.conversation == id }.sorted { $0.id < $1.id }
    draft.text = (messages.map(\.text) + [draft.text]).filter { !$0.isEmpty }.joined(separator: "\n")
    return draft
  }
}
