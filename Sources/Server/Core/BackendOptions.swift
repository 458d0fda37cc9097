import Desk

/// How a backend runs: what differs between an office's machine, a demo and a test.
public struct BackendOptions: Sendable {
  /// Address the taxpayers' browsers use, without a trailing slash, such as `https://zuoxi.example.gov.cn`.
  public var publicURL: String
  /// Whether the sample host page is served, with identities of made-up people for everyone who asks.
  public var hasSamplePage: Bool
  /// Origins that may put the page into a frame, as `frame-ancestors` takes them.
  public var frameAncestors: [String]
  /// Whether the last `X-Forwarded-For` address is believed; only right behind a proxy that sets it.
  public var isBehindProxy: Bool
  /// What a password hash costs.
  public var passwordCost: PasswordCost
  /// Staff sessions end after this many seconds.
  public var staffSessionSeconds: Int
  /// Visits end after this many seconds.
  public var visitSeconds: Int
  /// Events kept in memory per office for readers that come back.
  public var ringCapacity: Int
  /// Bytes of events kept in memory per office for readers that come back.
  public var ringBytes: Int
  /// Streams one person may have open at once.
  public var streamsPerPerson: Int
  /// Conversations one supervisor may watch at once.
  public var watchesPerPerson = 4
  /// Records that may wait for one reader before it is cut.
  public var readerRecords: Int
  /// Bytes that may wait for one reader before it is cut.
  public var readerBytes: Int
  /// A reader that takes nothing for this many seconds is cut.
  public var readerStallSeconds: Int
  /// Seconds between heartbeats.
  public var heartbeatSeconds: Int

  /// Requests that may be under way at once, streams apart; more get 503.
  public var requestsAtOnce: Int
  /// Seconds that a request waits for a database that does not answer; then 503. What reads through much, and uploads, are apart.
  public var answerSeconds = Self.usualAnswerSeconds
  /// Seconds a request's body may take; afterwards it has to come with 16 KiB a second at least.
  var bodySeconds = 15
  /// Bytes of memory for bodies on their way, uploads apart; when there are more, the one that takes longest is cut.
  var bodyBytes = 67_108_864
  /// Streams that may be open at once in all; more get 503.
  public var streamsInAll: Int
  /// What makes JPEG of a telephone's pictures; `nil` where they are refused in words.
  public var pictureConverter: PictureConverter?

  /// Whether webhooks may lead into private networks, and over http; only where the operator says so.
  public var allowsPrivateWebhooks = false
  /// When webhooks are told again, and when they are given up.
  var webhookPatience = WebhookPatience()

  /// Streams one person may have open at once, unless told otherwise: a console and some pages.
  public static let usualStreams = 16

  /// Seconds that a request waits for the database, unless told otherwise: less than consoles and pages wait for their answer.
  public static let usualAnswerSeconds = 8

  /// How long a request may be told to wait for the database, in seconds: consoles and pages wait for fifteen.
  public static let answerRange = 1...14

  /// The house defaults.
  public init(
    publicURL: String = "", hasSamplePage: Bool = false, frameAncestors: [String] = ["'self'"],
    isBehindProxy: Bool = false, passwordCost: PasswordCost = .standard, staffSessionSeconds: Int = 43_200,
    visitSeconds: Int = 86_400, ringCapacity: Int = 10_000, ringBytes: Int = 33_554_432,
    streamsPerPerson: Int = Self.usualStreams, readerRecords: Int = 8_192, readerBytes: Int = 4_194_304,
    readerStallSeconds: Int = 30, heartbeatSeconds: Int = 5, requestsAtOnce: Int = 2_048, streamsInAll: Int = 20_000,
    pictureConverter: PictureConverter? = .ofMachine()
  ) {
    self.publicURL = publicURL
    self.hasSamplePage = hasSamplePage
    self.frameAncestors = frameAncestors
    self.isBehindProxy = isBehindProxy
    self.passwordCost = passwordCost
    self.staffSessionSeconds = staffSessionSeconds
    self.visitSeconds = visitSeconds
    self.ringCapacity = ringCapacity
    self.ringBytes = ringBytes
    self.streamsPerPerson = streamsPerPerson
    self.readerRecords = readerRecords
    self.readerBytes = readerBytes
    self.readerStallSeconds = readerStallSeconds
    self.heartbeatSeconds = heartbeatSeconds
    self.requestsAtOnce = requestsAtOnce
    self.streamsInAll = streamsInAll
    self.pictureConverter = pictureConverter
  }
}
