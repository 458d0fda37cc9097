import Desk

/// Finds what the log says of one conversation. The log has no index by conversation: it is looked up by halving, as its times go on, and read from
/// there in steps until the conversation is over. Each step is a transaction of its own, so that a long record holds up no checkpoint.
public struct RecordScan: Sendable {
  /// A stretch of the record.
  public struct Page: Hashable, Sendable {
    /// What happened, in order.
    public var events: [Event]
    /// Where to go on; `nil` at the end.
    public var next: EventPosition?
  }

  /// Steps before a page ends, found or not.
  private static let steps = 25
  /// By how much the clocks of several backends may differ, in seconds.
  private static let tolerance = 60
  /// For how long after its end it is looked for receipts and the like, in seconds.
  private static let afterlife = 600

  private let step: Int64
  private let conversation: Conversation
  private let office: OfficeID
  private let store: any Store

  /// A scan for a conversation as its row stands now; `step` rows of the log are looked at in one transaction.
  public init(for conversation: Conversation, in office: OfficeID, of store: any Store, step: Int64 = 4_000) {
    self.step = step
    self.conversation = conversation
    self.office = office
    self.store = store
  }

  /// Its events after a position, or from its beginning, about `limit` at most.
  public func page(after position: EventPosition?, limit: Int) async throws -> Page {
    var place: EventPosition
    if let position { place = position } else { place = try await beginning() }
    var events: [Event] = []
    for _ in 0..<Self.steps {
      let found = try await step(from: place, until: end)
      events += found.events
      if events.count > limit {
        let page = Array(events.prefix(limit))
        return Page(events: page, next: page.last?.position)
      }
      guard let next = found.next else { return Page(events: events, next: nil) }
      place = next
      if events.count == limit { break }
    }
    return Page(events: events, next: place)
  }

  /// After this moment the log says nothing more of it; `nil` while it goes on.
  private var end: Timestamp? {
    guard conversation.stage == .closed else { return nil }
    let moments = [conversation.closedAt, conversation.endedAt, conversation.lastMessage?.at]
    let openings = conversation.openings?.map(\.at) ?? []
    return (moments.compactMap(\.self) + openings).max()?.advanced(seconds: Self.afterlife)
  }

  private func step(from place: EventPosition, until end: Timestamp?) async throws -> Page {
    let id = conversation.id
    let step = step
    return try await store.read(office) { reader in
      let last = place.sequence + step
      let events = try reader.events(of: id, after: place, through: last)
      let beyond = EventPosition(epoch: place.epoch, sequence: last + 1)
      guard let following = try reader.mark(from: beyond) else {
        let epoch = try reader.epoch(after: place.epoch)
        return Page(events: events, next: epoch.map { EventPosition(epoch: $0, sequence: 0) })
      }
      if let end, following.at > end { return Page(events: events, next: nil) }
      return Page(events: events, next: EventPosition(epoch: place.epoch, sequence: last))
    }
  }

  /// The place before its first event. Where the times of the log do not lead there, because a clock was set back, all of it is looked through; where
  /// that event is no longer in it, the record begins with what there is.
  private func beginning() async throws -> EventPosition {
    let opened = conversation.openedAt
    let first = try await store.read(office) {
      try Self.first(in: $0, since: opened.advanced(seconds: -Self.tolerance))
    }
    if let likely = first.likely,
      let found = try await opening(from: likely, until: opened.advanced(seconds: Self.tolerance))
    {
      return found
    }
    return try await opening(from: first.earliest, until: nil) ?? first.earliest
  }

  private func opening(from place: EventPosition, until end: Timestamp?) async throws -> EventPosition? {
    var next: EventPosition? = place
    while let place = next {
      let found = try await step(from: place, until: end)
      for event in found.events {
        guard case .conversationOpened = event.body else { continue }
        return EventPosition(epoch: event.position.epoch, sequence: event.position.sequence - 1)
      }
      next = found.next
    }
    return nil
  }

  /// The place before the first event that is not older, as far as times go on in order; and that before the first event of all.
  private static func first(
    in reader: any OfficeReader, since moment: Timestamp
  ) throws -> (likely: EventPosition?, earliest: EventPosition) {
    var epoch = try reader.epoch(after: -1)
    let earliest = EventPosition(epoch: epoch ?? 0, sequence: 0)
    while let current = epoch {
      if let sequence = try sequence(in: reader, epoch: current, since: moment) {
        return (EventPosition(epoch: current, sequence: sequence - 1), earliest)
      }
      epoch = try reader.epoch(after: current)
    }
    return (nil, earliest)
  }

  private static func sequence(
    in reader: any OfficeReader, epoch: Int64, since moment: Timestamp
  ) throws -> Int64? {
    guard let first = try reader.mark(from: EventPosition(epoch: epoch, sequence: 0)),
      let last = try reader.lastMark(of: epoch), last.at >= moment
    else { return nil }
    // What is older lies below `low`; what is not lies at `high`, or further on.
    var low = first.position.sequence
    var high = last.position.sequence
    while low < high {
      let middle = low + (high - low) / 2
      guard let mark = try reader.mark(from: EventPosition(epoch: epoch, sequence: middle)) else { break }
      if mark.at < moment { low = mark.position.sequence + 1 } else { high = middle }
    }
    return low
  }
}
