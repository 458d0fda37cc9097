import Desk
import Glyphs

/// Everything the player of a record shows.
public struct ReplayState: Equatable, Sendable {
  /// What is played.
  public var timeline: ReplayTimeline
  /// Language, theme and the like.
  public var preferences: Preferences
  /// The terminal's size.
  public var size: Size
  /// Where the play stands, in milliseconds since the record's beginning.
  public internal(set) var position: Int64 = 0
  /// How fast it goes.
  public internal(set) var speed: ReplaySpeed
  /// Whether it goes.
  public internal(set) var isPlaying = true
  /// Whether long silences are gone through shortly.
  public internal(set) var skipsSilence = true
  /// Whether only what the taxpayer saw is shown.
  public internal(set) var isTaxpayerView = false
  /// How far help is scrolled; `nil` when it is not shown.
  public internal(set) var help: Int?
  /// The monotonic clock at the last tick, in milliseconds.
  var monotonic: Int64

  /// A player at the beginning of a record, going.
  public init(
    _ timeline: ReplayTimeline, preferences: Preferences, size: Size, speed: ReplaySpeed = .once, monotonic: Int64
  ) {
    self.timeline = timeline
    self.preferences = preferences
    self.size = size
    self.speed = speed
    self.monotonic = monotonic
  }

  /// What is shown in the course of it, as chosen.
  public var moments: [ReplayMoment] { isTaxpayerView ? timeline.seen : timeline.review }

  /// What has happened by now.
  public var past: ArraySlice<ReplayMoment> {
    let moments = moments
    return moments[..<moments.partitioningPoint { $0.offset > position }]
  }

  /// The conversation as it stood at the play's place.
  public var conversation: Conversation { timeline.conversation(at: position) }

  /// Whether it is at its end.
  public var isAtEnd: Bool { position >= timeline.length }

  /// The width of ambiguous characters in this terminal.
  public var ambiguous: AmbiguousWidth { preferences.isAmbiguousWide ? .wide : .narrow }

  /// The office's time zone, minutes east of UTC.
  public var utcOffsetMinutes: Int { timeline.record.utcOffsetMinutes }

  /// Seconds of silence by now, since the last thing that happened.
  public var silentSeconds: Int { Int((position - (past.last?.offset ?? 0)) / 1000) }

  var pace: ReplayPace {
    ReplayPace(offsets: moments.map(\.offset), length: timeline.length, isSkipping: skipsSilence)
  }

  /// When the screen changes next, by the monotonic clock in milliseconds; `nil` while it stands.
  public var nextWakeup: Int64? {
    guard isPlaying else { return nil }
    guard let factor = speed.factor else { return monotonic + Self.frame }
    let pace = pace
    let next = min(pace.next(after: position), position + 1000 - position % 1000)
    return monotonic + max(Self.frame, pace.time(from: position, to: next) / factor)
  }

  /// Milliseconds between two pictures at least.
  static let frame: Int64 = 50
}
