import Desk

// The routes of the taxpayer's side.

extension Endpoint where Answer == Visit {
  /// Opens a visit, or goes on with one.
  public static func visit(_ request: VisitRequest, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: "/v1/visits", key: key)
  }
}

extension Endpoint where Answer == VisitorSnapshot {
  /// What the page begins with.
  public static var visitorSnapshot: Endpoint { Endpoint(.get, "/v1/visit") }
}

extension Endpoint where Answer == PostedMessages {
  /// Asks or says something; its id is also the intention's key.
  public static func say(_ draft: MessageDraft) -> Endpoint {
    Endpoint(posting: draft, to: "/v1/visit/messages", key: IdempotencyKey(sending: draft.id))
  }
}

extension Endpoint where Answer == Escalation {
  /// Asks for a human.
  public static func escalate(_ request: EscalationRequest, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: "/v1/visit/escalate", key: key)
  }
}

extension Endpoint where Answer == ConversationDetail {
  /// Leaves the queue.
  public static func leaveQueue(key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: EmptyBody(), to: "/v1/visit/leave", key: key)
  }

  /// Ends the talk from the taxpayer's side.
  public static func endVisit(key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: EmptyBody(), to: "/v1/visit/end", key: key)
  }

  /// Rates the service.
  public static func rate(_ request: RatingRequest, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: "/v1/visit/rating", key: key)
  }
}

extension Endpoint where Answer == NoContent {
  /// Tells how far the page has received and read.
  public static func visitorReceipt(_ report: ReceiptReport) -> Endpoint {
    Endpoint(posting: report, to: "/v1/visit/receipt")
  }

  /// Passes on what is being typed.
  public static func visitorTyping(_ report: TypingReport) -> Endpoint {
    Endpoint(posting: report, to: "/v1/visit/typing")
  }

  /// Votes on an answer.
  public static func vote(_ request: VoteRequest, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: "/v1/visit/votes", key: key)
  }
}

extension Endpoint where Answer == ConversationDetail {
  /// Says yes or no to what the agent proposed.
  public static func visitorAnswer(_ answer: InvitationAnswer, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: answer, to: "/v1/visit/invitation/answer", key: key)
  }
}

extension Endpoint where Answer == ImageReference {
  /// Brings a taxpayer's picture, to be sent or put on a sheet afterwards.
  public static func visitorUpload(_ bytes: [UInt8], named name: String, key: IdempotencyKey) -> Endpoint {
    var endpoint = Endpoint(.post, "/v1/visit/images" + query(("name", name)))
    endpoint.request = endpoint.request.with("Content-Type", "application/octet-stream").keyed(key)
    endpoint.request.body = bytes
    return endpoint
  }
}

extension Endpoint where Answer == MessagePage {
  /// Reads the visit's messages before a number; the latest without one.
  public static func visitorMessages(before number: Int? = nil, limit: Int? = nil) -> Endpoint {
    Endpoint(.get, "/v1/visit/messages" + query(("before", number.map(String.init)), ("limit", limit.map(String.init))))
  }
}

extension Endpoint where Answer == ArticleSummaryList {
  /// Searches the knowledge base as a taxpayer.
  public static func visitorArticles(about words: String) -> Endpoint {
    Endpoint(.get, "/v1/visit/articles" + query(("q", words)))
  }
}

extension Endpoint where Answer == Article {
  /// Reads one article as a taxpayer.
  public static func visitorArticle(_ id: ArticleID) -> Endpoint {
    Endpoint(.get, "/v1/visit/articles/" + escaped(id.rawValue))
  }
}
