import Desk
import Service
import Testing

/// Who may have whom told what.
struct WebhookDecisionsTests {
  private static let secret = "whsec_" + String(repeating: "QUJD", count: 8)

  private func entry(
    _ code: String = "hub", url: String = "https://hub.example/in", kinds: [WebhookKind] = [.alertRaised],
    secret: String? = Self.secret
  ) -> WebhookDraft.Entry { WebhookDraft.Entry(code: code, url: url, kinds: kinds, secret: secret) }

  private func change(_ entries: [WebhookDraft.Entry], _ revision: Int = 1) -> Command {
    .webhooks(.change(WebhookDraft(webhooks: entries), expecting: revision))
  }

  @Test(
    "An administrator changes them at the revision they read; the secret stays when none is given, and the trail names hosts alone"
  )
  func change() throws {
    var scene = Scene()
    let admin = Actor.staff(Scene.administrator)
    try scene.perform(change([entry(url: "https://hub.example/in?token=x")]), by: admin)
    #expect(scene.office.webhooksRevision == 2 && scene.webhooks.map(\.secret) == [Self.secret])
    #expect(scene.audits.last?.detail == "revision 1 → 2: hub → hub.example")
    #expect(throws: Problem(.changedMeanwhile)) { try scene.perform(change([entry()]), by: admin) }
    try scene.perform(change([entry(kinds: [.ticketChanged], secret: nil)], 2), by: admin)
    #expect(scene.webhooks.first?.secret == Self.secret && scene.webhooks.first?.kinds == [.ticketChanged])
    try scene.perform(change([entry(kinds: [.ticketChanged], secret: nil)], 3), by: admin)
    #expect(scene.office.webhooksRevision == 3, "nothing changed")
    for actor in [Actor.staff(Scene.supervisor), .staff(Scene.agent), .taxpayer(Scene.person), .system] {
      #expect(throws: Problem(.forbidden)) { try scene.perform(change([], 3), by: actor) }
    }
    try scene.perform(.webhooks(.retry("hub")), by: admin)
    #expect(scene.documents.last == .webhookAgain("hub"))
    #expect(throws: Problem.self) { try scene.perform(.webhooks(.retry("other")), by: admin) }
  }

  @Test(
    "What makes no sense is refused",
    arguments: [
      ("https://user@hub.example/", "hub"), ("ftp://hub.example/", "hub"), ("https://hub.example/#x", "hub"),
      ("https://", "hub"), ("https://hub.example/\u{202E}", "hub"), ("https://hub.example\\@evil/", "hub"),
      ("https://hub.example/", "two words"), ("https://hub.example/", ""),
    ])
  func refusals(url: String, code: String) {
    var scene = Scene()
    let wanted = change([entry(code, url: url)])
    #expect(throws: Problem.self) { try scene.perform(wanted, by: .staff(Scene.administrator)) }
  }

  @Test("Kinds are named once each, codes too, and a secret is long enough")
  func entries() {
    var scene = Scene()
    let admin = Actor.staff(Scene.administrator)
    for wrong in [
      [entry(kinds: [])], [entry(kinds: [.alertRaised, .alertRaised])], [entry(), entry()], [entry(secret: nil)],
      [entry(secret: "whsec_QUJD")], [entry(secret: String(repeating: "QUJD", count: 8))],
      [entry(secret: "whsec_" + String(repeating: "QU!D", count: 8))],
    ] { #expect(throws: Problem.self) { try scene.perform(change(wrong), by: admin) } }
    #expect(throws: Problem(.tooLarge)) {
      try scene.perform(change((0...20).map { entry("h\($0)") }), by: admin)
    }
    #expect(scene.webhooks.isEmpty)
  }
}
