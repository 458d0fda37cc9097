import Desk

// The routes about quick replies.

extension Endpoint where Answer == QuickReplyList {
  /// One's own quick replies, the shared ones, and how often which was used.
  public static var quickReplies: Endpoint { Endpoint(.get, "/v1/quick-replies") }
}

extension Endpoint where Answer == PersonalReply {
  /// Makes a quick reply of one's own, or changes that revision of it.
  public static func keepReply(
    _ draft: QuickReplyDraft, code: String, revision: Int?, key: IdempotencyKey
  ) -> Endpoint {
    var endpoint = Endpoint(posting: draft, to: path(code), key: key)
    endpoint.request.method = .put
    endpoint.request =
      revision.map { endpoint.request.with("If-Match", "\"\($0)\"") }
      ?? endpoint.request.with("If-None-Match", "*")
    return endpoint
  }
}

extension Endpoint where Answer == NoContent {
  /// Deletes that revision of a quick reply of one's own.
  public static func dropReply(code: String, revision: Int, key: IdempotencyKey) -> Endpoint {
    var endpoint = Endpoint(.delete, path(code))
    endpoint.request = endpoint.request.keyed(key).with("If-Match", "\"\(revision)\"")
    return endpoint
  }

  /// Counts that a quick reply was used.
  public static func useReply(_ request: ReplyUseRequest, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: "/v1/reply-uses", key: key)
  }
}

extension Endpoint where Answer == ImportSummary {
  /// Loads quick replies of one's own, YAML; `name` is the file's, for complaints.
  public static func loadReplies(_ file: [UInt8], name: String, key: IdempotencyKey) -> Endpoint {
    var endpoint = Endpoint(.post, "/v1/imports/quick-replies" + query(("name", name)))
    endpoint.request = endpoint.request.with("Content-Type", "text/yaml").keyed(key)
    endpoint.request.body = file
    return endpoint
  }
}

extension WireRequest {
  /// One's own quick replies as YAML.
  public static var exportedReplies: WireRequest { WireRequest(.get, "/v1/exports/quick-replies") }
}

private func path(_ code: String) -> String { "/v1/quick-replies/" + escaped(code) }
