import Desk

// Who outside is told what happens.

extension Decision {
  /// Webhooks an office has at most.
  private static let mostWebhooks = 20

  mutating func webhooks(_ command: WebhookCommand) throws(Problem) -> Answer {
    guard case .staff(let person) = actor, person.role == .administrator else { throw Problem(.forbidden) }
    switch command {
    case .change(let draft, let revision): return try changeWebhooks(to: draft, expecting: revision)
    case .retry(let code):
      guard facts.webhooks.contains(where: { $0.code == code }) else {
        throw Problem(.notFound, detail: Localised("没有 webhook \(code)", "There is no webhook \(code)"))
      }
      documents.append(.webhookAgain(code))
      audits.append(AuditEntry(act: "webhooks.retry", subject: code))
      return .done
    }
  }

  private mutating func changeWebhooks(to draft: WebhookDraft, expecting revision: Int) throws(Problem) -> Answer {
    guard (facts.office.webhooksRevision ?? 1) == revision else { throw Problem(.changedMeanwhile) }
    guard draft.webhooks.count <= Self.mostWebhooks else { throw Problem(.tooLarge) }
    var webhooks: [Webhook] = []
    for entry in draft.webhooks { webhooks.append(try checked(entry)) }
    guard Set(webhooks.map(\.code)).count == webhooks.count else {
      throw Problem(.badRequest, detail: Localised("webhook 的 code 不能重复", "Each webhook has a code of its own"))
    }
    webhooks.sort { $0.code < $1.code }
    guard webhooks != facts.webhooks else { return .done }
    var office = facts.office
    office.webhooksRevision = revision + 1
    self.office = office
    documents.append(.webhooks(webhooks))
    events.append(.officeChanged(OfficeChange(kind: "webhooks")))
    // Addresses may hold what only the other side should know: the trail names hosts alone.
    let told = webhooks.map { "\($0.code) → \(Webhook.place($0.url)?.host ?? "")" }
    audits.append(
      AuditEntry(
        act: "webhooks.change", subject: office.id.rawValue,
        detail: "revision \(revision) → \(revision + 1): " + told.joined(separator: ", ")))
    return .done
  }

  private func checked(_ entry: WebhookDraft.Entry) throws(Problem) -> Webhook {
    func refusal(_ chinese: String, _ english: String) -> Problem {
      Problem(
        .badRequest, detail: Localised("webhook \(entry.code)：\(chinese)", "The webhook \(entry.code): \(english)"))
    }
    guard CleanText.isCode(entry.code) else {
      throw refusal("code 应为 1–64 个字母、数字、.、_、-", "its code is 1–64 of A–Z a–z 0–9 . _ -")
    }
    guard Webhook.place(entry.url) != nil else {
      throw refusal("url 应为 https 地址，不含用户名、空白和 #", "its url is an https address without a user, white space or #")
    }
    guard !entry.kinds.isEmpty, Set(entry.kinds).count == entry.kinds.count else {
      throw refusal("kinds 至少一项且不重复", "kinds names at least one, each once")
    }
    let kept = facts.webhooks.first { $0.code == entry.code }?.secret
    guard let secret = entry.secret ?? kept, Webhook.isSecret(secret) else {
      throw refusal("secret 应为 whsec_ 加 24–64 字节的 base64", "its secret is whsec_ and 24 to 64 bytes in base64")
    }
    return Webhook(code: entry.code, url: entry.url, kinds: entry.kinds, secret: secret)
  }
}
