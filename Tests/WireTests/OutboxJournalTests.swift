import Desk
import Testing

@testable import Wire

@Suite("The outbox survives whatever happens to its file")
struct OutboxJournalTests {
  private func item(_ number: Int, in conversation: Int = 1) -> OutboxItem {
    OutboxItem(
      conversation: ConversationID("C\(conversation)"),
      draft: MessageDraft(id: MessageID("m\(number)"), text: "第 \(number) 条\n请上传“扫描件”\u{2028}😀"),
      at: Timestamp(milliseconds: Int64(number)))
  }

  @Test("The checksum is the well-known one")
  func checksum() { #expect(OutboxJournal.checksum(Array("123456789".utf8)) == 0xCBF4_3926) }

  @Test("Cut at any byte, the whole lines before the cut are there and nothing else")
  func cuts() throws {
    let records: [OutboxRecord] = [
      .queued(item(1)), .queued(item(2)), .delivered("m1"), .refused("m2", Problem(.tooLarge)),
    ]
    let lines = try records.map { record in try OutboxJournal.line(record) }
    let bytes = lines.flatMap { $0 }
    for cut in 0...bytes.count {
      let contents = OutboxJournal.read(Array(bytes[..<cut]))
      var whole = 0
      var length = 0
      while whole < lines.count, length + lines[whole].count <= cut {
        length += lines[whole].count
        whole += 1
      }
      #expect(contents.records == Array(records[..<whole]))
      #expect(contents.damaged == 0)
      // What is written behind the torn line is found all the same.
      let later = OutboxJournal.read(Array(bytes[..<cut]) + (try OutboxJournal.line(.discarded("m2"))))
      #expect(later.records == Array(records[..<whole]) + [.discarded("m2")])
    }
  }

  @Test("Any changed byte costs at most its own line")
  func damage() throws {
    let records: [OutboxRecord] = [.queued(item(1)), .queued(item(2)), .queued(item(3))]
    let lines = try records.map { record in try OutboxJournal.line(record) }
    let bytes = lines.flatMap { $0 }
    for place in bytes.indices {
      for change in [0x00, 0x0A, 0x1E, 0xFF, bytes[place] ^ 0x20] as [UInt8] where change != bytes[place] {
        var damaged = bytes
        damaged[place] = change
        let read = OutboxJournal.read(damaged).records
        #expect(read.allSatisfy(records.contains))
        #expect(read.count >= 2)
      }
    }
  }

  @Test(
    "Killed at any byte, with answers lost, late and repeated: nothing lost, nothing twice, in order",
    arguments: 0..<80 as Range<UInt64>)
  func faults(seed: UInt64) throws {
    var chance = Chance(seed: seed)
    var disk: [UInt8] = []
    var outbox = Outbox()
    var backend = Backend()
    var acknowledged: [OutboxItem] = []
    var number = 0
    var now: Int64 = 0
    var late: [MessageID] = []

    for step in 0..<600 {
      let isSettling = step >= 400
      if !isSettling, chance.happens(30) {
        number += 1
        let item = item(number, in: Int.random(in: 1...3, using: &chance))
        let line = try OutboxJournal.line(.queued(item))
        if chance.happens(10) {
          // Killed while the line was being written: the agent was never told that it is queued.
          disk += line.prefix(Int.random(in: 0..<line.count, using: &chance))
          outbox = Outbox(OutboxJournal.read(disk).records)
          continue
        }
        disk += line
        outbox.apply(.queued(item))
        acknowledged.append(item)
      }
      for item in outbox.due(now: now) {
        let isHeard = isSettling || !chance.happens(20)
        if isHeard { backend.post(item) }
        if isHeard, isSettling || !chance.happens(30) {
          disk += try OutboxJournal.line(.delivered(item.draft.id))
          outbox.apply(.delivered(item.draft.id))
        } else {
          if isHeard { late.append(item.draft.id) }
          #expect(outbox.failed(item.draft.id, .unreachable(reason: "reset"), now: now, chance: 0.5) == nil)
        }
      }
      if chance.happens(10), let id = late.randomElement(using: &chance), let record = outbox.delivery(of: id) {
        let line = try OutboxJournal.line(record)
        // The event may come back just before the end: then the line is torn, and the message is sent again under its id.
        let isKilled = chance.happens(30)
        disk += isKilled ? Array(line.prefix(Int.random(in: 0..<line.count, using: &chance))) : line
        if isKilled { outbox = Outbox(OutboxJournal.read(disk).records) } else { outbox.apply(record) }
      }
      if !isSettling, chance.happens(5) { outbox = Outbox(OutboxJournal.read(disk).records) }
      if chance.happens(2) { disk = try outbox.records.flatMap { record in try OutboxJournal.line(record) } }
      now += Int64.random(in: 0...20_000, using: &chance)
    }

    #expect(outbox.entries.isEmpty)
    for conversation in 1...3 {
      let id = ConversationID("C\(conversation)")
      let sent = acknowledged.filter { $0.conversation == id }.map(\.draft)
      let arrived = backend.conversations[id] ?? []
      #expect(arrived == sent, "seed \(seed)")
    }
  }

  /// Takes each key once, as the real one does.
  private struct Backend {
    var keys: Set<IdempotencyKey> = []
    var conversations: [ConversationID: [MessageDraft]] = [:]

    mutating func post(_ item: OutboxItem) {
      guard keys.insert(IdempotencyKey(sending: item.draft.id)).inserted else { return }
      conversations[item.conversation, default: []].append(item.draft)
    }
  }
}
