import Foundation
import TestPrograms
import Testing

/// The simulated taxpayers of a demo against a real backend, asked for what an agent asks for.
@Suite("Simulated taxpayers", .enabled(if: BuiltProgram.has("curl")))
@TestThread struct VisitorsTests {
  @Test("an invitation is declined in words; a sheet is filled in, confirmed, and again after one came back")
  func errands() throws {
    let backend = try RunningBackend(visitors: 2)
    defer { backend.end() }
    let agent = SimulatedAgent(backend: backend)
    try agent.getReady()
    let conversation = try #require(try firstAccepted(backend, agent))
    try agent.invite("videoCall", in: conversation)
    let isRefused = try agent.sees(conversation) {
      let invitation = $0["invitation"] as? [String: Any]
      return invitation?["reason"] as? String == "refused" && invitation?["endedBy"] as? String == "taxpayer"
    }
    #expect(isRefused)
    try agent.act(
      "/v1/conversations/\(conversation)/messages",
      [
        "id": "sheet-1", "text": "",
        "sheet": [
          "template": "deregister",
          "materials": [["code": "form", "isRequired": true], ["code": "resolution", "isRequired": true]],
        ],
      ])
    func submitted(_ detail: [String: Any]) -> Bool {
      let sheet = (detail["sheets"] as? [[String: Any]])?.first
      return sheet?["stage"] as? String == "submitted"
    }
    #expect(try sees(agent, conversation, submitted))
    let sheet = try #require((try agent.conversation(conversation)["sheets"] as? [[String: Any]])?.first)
    let (id, revision) = (try #require(sheet["id"] as? String), try #require(sheet["revision"] as? Int))
    try agent.act(
      "/v1/sheets/\(id)/checks",
      ["revision": revision, "material": "form", "isAccepted": false, "reason": "图片不清晰"])
    try agent.act("/v1/sheets/\(id)/demand", ["revision": revision + 1])
    #expect(try sees(agent, conversation) { !submitted($0) })
    #expect(try sees(agent, conversation, submitted), "what came back was not brought again")
    let isSaid = try sees(agent, conversation) { _ in
      let words = (try? backend.words(of: conversation)) ?? []
      return words.contains { $0.contains("不好意思") } && words.contains { $0.contains("请您审核") }
    }
    #expect(isSaid)
  }

  /// Waits for somebody to queue and accepts them.
  private func firstAccepted(_ backend: RunningBackend, _ agent: SimulatedAgent) throws -> String? {
    let end = Date().addingTimeInterval(40)
    while Date() < end {
      let queue = try backend.ask("GET", "/v1/queue", token: backend.ready.token)
      if (queue["waiting"] as? [[String: Any]])?.isEmpty == false { return try agent.acceptFirst() }
      poll(nil, 0, 100)
    }
    return nil
  }

  private func sees(_ agent: SimulatedAgent, _ id: String, _ isSo: ([String: Any]) -> Bool) throws -> Bool {
    for _ in 0..<4 where try agent.sees(id, isSo) { return true }
    return false
  }
}
