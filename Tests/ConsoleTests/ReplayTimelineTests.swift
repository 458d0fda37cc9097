import Desk
import Testing

@testable import Console

@Suite("A record laid out in time")
struct ReplayTimelineTests {
  private let timeline = ReplayTimeline(SampleRecord.record())

  @Test("what a reviewer measures stands at the moment it is measured, and only there")
  func measures() {
    let measured = timeline.review.compactMap { moment in moment.measure.map { (moment.offset / 1000, $0) } }
    #expect(measured.map(\.0) == [90, 98, 161, 212, 220, 240])
    #expect(
      measured.map(\.1) == [
        .waited(60), .firstReply(8), .held(60), .replied(42), .talked(130), .wroteUp(20),
      ])
    let figures = ReplayFigures(timeline)
    #expect(figures.waited == 60 && figures.firstReply == 8 && figures.held == 60 && figures.talked == 130)
    #expect(figures.replies == [42] && figures.longestReply == 42 && figures.wroteUp == 20)
    #expect(figures.taxpayerMessages == 2 && figures.agentMessages == 3)
  }

  @Test("the taxpayer's view has every message and nothing else; the review says nothing twice")
  func views() {
    #expect(timeline.seen.compactMap(\.message?.number) == Array(1...12))
    #expect(timeline.seen.count == 12)
    let notices = timeline.review.filter { $0.message?.body.isNotice == true }
    #expect(notices.isEmpty, "an event of its own says more")
    #expect(timeline.review.contains { if case .noted = $0.event.body { true } else { false } })
    #expect(!timeline.review.contains { if case .receiptAdvanced = $0.event.body { true } else { false } })
  }

  @Test(
    "what was going on is known at every place",
    arguments: [
      (0, ReplayPhase.assistant), (29_999, .assistant), (30_000, .waiting), (89_999, .waiting),
      (90_000, .awaitingAgent),
      (98_000, .awaitingTaxpayer), (101_000, .held), (160_999, .held), (161_000, .awaitingTaxpayer),
      (170_000, .awaitingAgent), (212_000, .awaitingTaxpayer), (220_000, .wrapUp), (240_000, .over), (999_999, .over),
    ] as [(Int64, ReplayPhase)])
  func phases(offset: Int64, phase: ReplayPhase) {
    #expect(timeline.phase(at: offset) == phase)
  }

  @Test("materials that are to be checked are waited for; the steps of a sheet name material and verdict")
  func sheet() {
    var sheet = ServiceSheet(
      id: "s1", template: "t", title: Localised("注销", "Closing"),
      materials: [SheetMaterial(code: "id", name: Localised("身份证", "Identity card"), isRequired: true)],
      issuedBy: SampleRecord.agent, issuedAt: SampleRecord.start)
    sheet.stage = .submitted
    var conversation = timeline.conversation(at: 100_000)
    #expect(ReplayPhase(conversation) == .awaitingTaxpayer)
    conversation.sheets = [sheet]
    #expect(ReplayPhase(conversation) == .awaitingAgent)
    let check = SheetCheck(isAccepted: false, reason: "看不清", by: SampleRecord.agent, at: SampleRecord.start)
    let change = SheetChange(
      conversation: SampleRecord.id, step: .checked(SheetFinding(material: "id", check: check)), sheet: sheet)
    #expect(ReplayWords.step(change)?.line.chinese == "坐席退回“身份证”" && ReplayWords.step(change)?.more == "看不清")
  }

  @Test("turning points stand on the line in order")
  func marks() {
    #expect(timeline.marks.map(\.kind) == [.opened, .queued, .accepted, .firstReply, .held, .ended, .rated])
    #expect(timeline.marks.map(\.offset) == [0, 30_000, 90_000, 98_000, 101_000, 220_000, 225_000])
  }

  @Test("at its end the conversation stands as the row has it; receipts count from when they came")
  func folds() {
    #expect(timeline.conversation(at: timeline.length) == timeline.record.conversation)
    #expect(timeline.conversation(at: 98_999).taxpayerReceipt.read < 5)
    #expect(timeline.conversation(at: 99_000).taxpayerReceipt.read == 5)
  }

  @Test("a clock that was set back stands still, and nothing is out of order")
  func clockSetBack() {
    var bodies = SampleRecord.bodies
    for place in bodies.indices where (8...13).contains(place) { bodies[place].seconds -= 90 }
    let timeline = ReplayTimeline(SampleRecord.record(bodies))
    let offsets = timeline.review.map(\.offset)
    #expect(offsets == offsets.sorted())
    #expect(timeline.review.count == self.timeline.review.count)
  }

  @Test("a record without its beginning, or with nothing in it, is laid out all the same")
  func cutOff() {
    let late = ReplayTimeline(SampleRecord.record(Array(SampleRecord.bodies.dropFirst(8))))
    #expect(!late.record.hasBeginning && late.length == 141_000)
    let empty = ReplayTimeline(SampleRecord.record([]))
    #expect(empty.length == 0 && empty.review.isEmpty)
    #expect(empty.conversation(at: 0) == empty.record.conversation)
  }

  @Test("a transfer is named for whom it goes to, a lost seat for what it is")
  func words() throws {
    let words = ReplayWords(timeline.record)
    var entry = SampleRecord.entry(10)
    entry.group = "declare"
    entry.transferredFrom = SampleRecord.agent
    func line(_ body: EventBody) throws -> String {
      let event = Event(position: EventPosition(epoch: 1, sequence: 1), at: SampleRecord.start, body: body)
      let moment = ReplayMoment(event: event, offset: 0, phase: .waiting, measure: nil)
      return try #require(words.words(moment)).line.chinese
    }
    #expect(try line(.queued(Queued(conversation: "C1", entry: entry))) == "张敏 转接给 申报")
    entry.reservedFor = SampleRecord.colleague
    #expect(try line(.queued(Queued(conversation: "C1", entry: entry))) == "张敏 转接给 李华")
    entry = SampleRecord.entry(10)
    entry.isInFront = true
    #expect(try line(.queued(Queued(conversation: "C1", entry: entry))).contains("坐席中断"))
    for moment in timeline.review where moment.message == nil {
      let said = try #require(words.words(moment))
      #expect(!said.line.chinese.isEmpty && !said.line.english.isEmpty)
    }
  }
}
