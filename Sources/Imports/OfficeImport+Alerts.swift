import Desk
import Yams

// What is watched, and who outside is told what happens.

extension OfficeImport {
  /// The thresholds; `nil` when the files have none.
  func thresholds() throws(ImportError) -> [Threshold]? {
    let keys: Set<String> = ["name", "group", "warning", "critical", "hysteresis"]
    guard let entries = try sections["thresholds"]?.entries("thresholds", limit: 50, keys: keys) else { return nil }
    var thresholds: [Threshold] = []
    for entry in entries {
      let threshold = Threshold(
        name: try entry.text("name"), group: try entry.optional("group").map { SkillGroupID($0) },
        warning: try Self.range(entry, "warning"), critical: try Self.range(entry, "critical"),
        hysteresis: try entry.optional("hysteresis").map { Double($0) ?? -1 })
      guard threshold.isSound else {
        throw entry.fail(
          "name", "须为已知指标，写明 warning 或 critical，hysteresis 为 0–0.5",
          "must be a known figure, with warning or critical, and hysteresis 0–0.5")
      }
      thresholds.append(threshold)
    }
    try Self.requireUnique(thresholds.map(\.key), in: entries, key: "name")
    return thresholds
  }

  private static func range(_ entry: YAMLEntry, _ key: String) throws(ImportError) -> AlertRange? {
    guard let text = try entry.optional(key) else { return nil }
    guard let range = AlertRange(text) else {
      throw entry.fail(key, "应为 10、10:、~:10、10:20 或 @10:20", "must be 10, 10:, ~:10, 10:20 or @10:20")
    }
    return range
  }

  /// The webhooks; `nil` when the files have none. One that gives no secret keeps the one it has.
  func webhooks(over existing: [Webhook]) throws(ImportError) -> [Webhook]? {
    let keys: Set<String> = ["code", "url", "kinds", "secret"]
    guard let entries = try sections["webhooks"]?.entries("webhooks", limit: 20, keys: keys) else { return nil }
    var webhooks: [Webhook] = []
    for entry in entries {
      let code = try entry.code("code")
      let url = try entry.text("url", limit: 2_000)
      guard Webhook.place(url) != nil else {
        throw entry.fail(
          "url", "应为 https 地址，不含用户名、空白和 #", "must be an https address without a user, white space or #")
      }
      var kinds: [WebhookKind] = []
      for name in try entry.lines("kinds", limit: WebhookKind.allCases.count) {
        guard let kind = WebhookKind(rawValue: name), !kinds.contains(kind) else {
          let known = WebhookKind.allCases.map(\.rawValue).joined(separator: ", ")
          throw entry.fail("kinds", "每项为以下之一，不重复：\(known)", "names each once, of: \(known)")
        }
        kinds.append(kind)
      }
      guard !kinds.isEmpty else { throw entry.fail("kinds", "至少一项", "names at least one") }
      let kept = existing.first { $0.code == code }?.secret
      guard let secret = try entry.optional("secret") ?? kept, Webhook.isSecret(secret) else {
        throw entry.fail(
          "secret", "应为 whsec_ 加 24–64 字节的 base64", "must be whsec_ and 24 to 64 bytes in base64")
      }
      webhooks.append(Webhook(code: code, url: url, kinds: kinds, secret: secret))
    }
    try Self.requireUnique(webhooks.map(\.code), in: entries)
    return webhooks.sorted { $0.code < $1.code }
  }
}
