import Desk

// The routes of quality review, and of what is watched.

extension Endpoint where Answer == ReviewSample {
  /// Draws conversations for review.
  public static func reviewSample(
    _ rule: SampleRule, count: Int, seed: Int, since: String? = nil, until: String? = nil, group: SkillGroupID? = nil,
    agent: AgentID? = nil
  ) -> Endpoint {
    Endpoint(
      .get,
      "/v1/reviews/sample"
        + query(
          ("rule", rule.rawValue), ("count", String(count)), ("seed", String(seed)), ("since", since), ("until", until),
          ("group", group?.rawValue), ("agent", agent?.rawValue)))
  }
}

extension Endpoint where Answer == ReviewList {
  /// Reviews of a period.
  public static func reviews(since: String? = nil, until: String? = nil, agent: AgentID? = nil) -> Endpoint {
    Endpoint(.get, "/v1/reviews" + query(("since", since), ("until", until), ("agent", agent?.rawValue)))
  }
}

extension Endpoint where Answer == Review {
  /// Scores a conversation.
  public static func review(_ draft: ReviewDraft, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: draft, to: "/v1/reviews", key: key)
  }
}

extension Endpoint where Answer == ThresholdBoard {
  /// What is watched, and what it is now.
  public static var thresholds: Endpoint { Endpoint(.get, "/v1/thresholds") }

  /// Changes what is watched, which was read at that revision.
  public static func change(_ draft: ThresholdDraft, revision: Int) -> Endpoint {
    var endpoint = Endpoint(posting: draft, to: "/v1/thresholds")
    endpoint.request.method = .put
    endpoint.request = endpoint.request.with("If-Match", "\"\(revision)\"")
    return endpoint
  }
}

extension Endpoint where Answer == NoContent {
  /// Looks after an alert that stands.
  public static func handle(_ alert: AlertReference, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: alert, to: "/v1/alerts/handle", key: key)
  }
}

extension Endpoint where Answer == ClosingOfferOutcome {
  /// Offers other ways than waiting.
  public static func offer(_ offer: ClosingOffer, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: offer, to: "/v1/floor/closing-offer", key: key)
  }
}
