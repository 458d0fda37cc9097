import Desk
import Service
import Testing

@testable import Server

@Suite(.onEveryEngine) struct TimerTests {
  private let start = Timestamp(milliseconds: 1_800_000_000_000)

  @Test func deadlinesThatFailHoldUpNoOthers() async throws {
    let office = try await TestOffice(startingAt: start)
    let backend = office.backend
    func escalate(_ number: Int) async throws -> ConversationID {
      let id = ConversationID("c\(number)")
      _ = try await backend.perform(
        .escalate(
          group: "invoice", priority: 0, reason: "", newConversation: id, noticeID: MessageID("n\(number)")),
        by: .taxpayer(Taxpayer(id: TaxpayerID("t\(number)"), name: "张*")), office: TestOffice.id, key: "k\(number)",
        fingerprint: "")
      return id
    }
    // As many as are looked at in one go fail, again and again, and are older than the one that does not.
    for number in 1...200 { _ = try await escalate(number) }
    office.advance(seconds: 1)
    let fine = try await escalate(201)
    office.hooked.hooks.withLock { hooks in
      hooks.beforeCommand = { request in
        guard case .timerFired(let timer, _) = request.command, timer.subject != fine.rawValue else { return }
        throw Problem(.internalError)
      }
    }
    office.advance(seconds: 60)
    func stage() async throws -> Conversation.Stage? {
      try await office.store.read(TestOffice.id) { try $0.conversation(fine)?.stage }
    }
    #expect(try await backend.fireDueTimers() == 200)
    #expect(try await stage() == .waiting)
    #expect(try await backend.fireDueTimers() == 1)
    #expect(try await stage() == .closed)
    #expect(try await backend.fireDueTimers() == 0, "they are put off")
    office.advance(seconds: 2)
    #expect(try await backend.fireDueTimers() == 200)
    office.advance(seconds: 2)
    #expect(try await backend.fireDueTimers() == 0, "further each time")
    office.hooked.hooks.withLock { $0.beforeCommand = nil }
    office.advance(seconds: 2)
    #expect(try await backend.fireDueTimers() == 200)
    #expect(try await office.store.dueTimers(by: office.now.advanced(seconds: 600), limit: 10).isEmpty)
    try await backend.stop()
  }

  @Test func theWaitDoublesUpToALimitAndBeginsAnewAfterSuccess() {
    var failures = TimerFailures()
    let timer = ServiceTimer(kind: .idle, subject: "c1", due: start)
    let waits = (1...40).map { _ in failures.failed(timer, of: "o") }
    #expect(waits.prefix(4) == [2, 4, 8, 16])
    #expect(waits.last == TimerFailures.longestSeconds)
    failures.succeeded(timer, of: "o")
    #expect(failures.failed(timer, of: "o") == 2)
    #expect(failures.failed(timer, of: "p") == 2)
  }
}
