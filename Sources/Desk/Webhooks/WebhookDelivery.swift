/// Something a webhook is told, kept until it was, or was given up. Its words never change, so that they may be told twice and count once.
public struct WebhookDelivery: Hashable, Codable, Sendable {
  /// What became of it.
  public enum State: String, Codable, Sendable, CaseIterable {
    /// It will be told, perhaps again.
    case waiting
    /// The other side took it.
    case done
    /// It was given up.
    case dead
  }

  /// The webhook's code.
  public var webhook: String
  /// Its place in the log when it was noted; names it for ever.
  public var id: String
  /// What happened.
  public var kind: WebhookKind
  /// When it happened.
  public var at: Timestamp
  /// What is told, JSON.
  public var body: String
  /// What became of it.
  public var state: State
  /// When it is told next.
  public var due: Timestamp
  /// How often it was tried.
  public var attempts: Int
  /// What came of the last try, such as `HTTP 503`; empty before.
  public var answer: String

  /// One that nobody has tried yet.
  public init(webhook: String, id: String, kind: WebhookKind, at: Timestamp, body: String) {
    self.webhook = webhook
    self.id = id
    self.kind = kind
    self.at = at
    self.body = body
    state = .waiting
    due = at
    attempts = 0
    answer = ""
  }

  /// It as others name it: unique over offices and webhooks, the same with every try.
  public func name(in office: OfficeID) -> String { "\(office).\(webhook).\(id)" }
}

/// How a webhook stands.
public struct WebhookStanding: Hashable, Codable, Sendable {
  /// Deliveries that wait.
  public var waiting: Int
  /// Deliveries that were given up within the last thirty days.
  public var dead: Int
  /// When the oldest that waits happened; `nil` when none does.
  public var waitingSince: Timestamp?

  /// A standing from its parts.
  public init(waiting: Int = 0, dead: Int = 0, waitingSince: Timestamp? = nil) {
    self.waiting = waiting
    self.dead = dead
    self.waitingSince = waitingSince
  }
}

/// An office's webhooks and how they stand; secrets are never told.
public struct WebhookBoard: Hashable, Codable, Sendable {
  /// One of them.
  public struct Line: Hashable, Codable, Sendable {
    /// Names it within the office.
    public var code: String
    /// Where it is told.
    public var url: String
    /// What it is told of.
    public var kinds: [WebhookKind]
    /// How it stands.
    public var standing: WebhookStanding

    /// A line from its parts.
    public init(code: String, url: String, kinds: [WebhookKind], standing: WebhookStanding) {
      self.code = code
      self.url = url
      self.kinds = kinds
      self.standing = standing
    }
  }

  /// Counts the changes; for `If-Match`.
  public var revision: Int
  /// The webhooks, by code.
  public var webhooks: [Line]

  /// A board from its parts.
  public init(revision: Int, webhooks: [Line]) {
    self.revision = revision
    self.webhooks = webhooks
  }
}

/// Deliveries of a webhook, the latest first.
public struct WebhookDeliveries: Hashable, Codable, Sendable {
  /// The deliveries.
  public var deliveries: [WebhookDelivery]

  /// A list from its parts.
  public init(deliveries: [WebhookDelivery]) { self.deliveries = deliveries }
}
