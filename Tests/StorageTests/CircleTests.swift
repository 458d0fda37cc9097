import Desk
import Foundation
import Service
import Storage
import Testing

struct CircleTests {
  @Test("A taxpayer asks, waits, is accepted, both talk, and it is written up", arguments: Engine.all)
  func wholeCircle(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let agent = Fixture.agent(1)
    try await fixture.sit(agent)
    try await fixture.perform(fixture.writes("怎么开票？"), by: .taxpayer(Fixture.taxpayer))
    let id = try await fixture.waiting()
    try await fixture.perform(.accept(id, noticeID: "n-accept"), by: .staff(agent))
    try await fixture.perform(.agentWrites(id, MessageDraft(id: "w1", text: "您好")), by: .staff(agent))
    try await fixture.perform(fixture.writes("谢谢"), by: .taxpayer(Fixture.taxpayer))
    try await fixture.perform(.agentEnds(id, noticeID: "n-end"), by: .staff(agent))
    try await fixture.perform(.wrapUp(id, WrapUpRequest(code: "done", summary: "开票")), by: .staff(agent))
    try await fixture.perform(.rate(id, Rating(stars: 5), noticeID: "n-rate"), by: .taxpayer(Fixture.taxpayer))

    let conversation = try #require(try await fixture.store.read(Fixture.office) { try $0.conversation(id) })
    #expect(conversation.stage == .closed)
    #expect(conversation.wrapUp?.code == "done")
    #expect(conversation.rating?.stars == 5)
    let messages = try await fixture.store.read(Fixture.office) { try $0.messages(of: id, before: nil, limit: 100) }
    #expect(messages.map(\.number) == Array(1...7))
    let log = try await fixture.log()
    #expect(log.map(\.position.sequence) == Array(1...Int64(log.count)))
    #expect(fixture.told.withLock { $0 } == log.suffix(fixture.told.withLock(\.count)))
  }
}
