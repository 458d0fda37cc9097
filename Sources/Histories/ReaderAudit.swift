import Desk

/// What one reader of the stream was told, in the order in which it was.
public struct Reading: Hashable, Codable, Sendable {
  /// Whose stream it was.
  public enum Reader: Hashable, Codable, Sendable {
    case agent(AgentID)
    case taxpayer(TaxpayerID)
  }

  /// Whose stream it was.
  public var reader: Reader
  /// Positions of the events told, in pieces: a new piece begins where the reader took a new snapshot, and knows everything up to `start`.
  public var pieces: [Piece]

  /// Events told without a break.
  public struct Piece: Hashable, Codable, Sendable {
    /// Where the snapshot stood.
    public var start: EventPosition
    /// Positions of the events told after it.
    public var told: [EventPosition]

    /// A piece from its parts.
    public init(start: EventPosition, told: [EventPosition] = []) {
      self.start = start
      self.told = told
    }
  }

  /// A reading from its parts.
  public init(_ reader: Reader, pieces: [Piece] = []) {
    self.reader = reader
    self.pieces = pieces
  }
}

/// Compares what readers were told with the log.
public enum ReaderAudit {
  /// Events told twice, out of order, or left out. What concerns a reader is worked out here anew from the log: a taxpayer, everything said in their
  /// conversations and who has them; an agent, their seat and what is said while they have the conversation.
  public static func breaches(in log: [Event], of readings: [Reading]) -> [Breach] {
    let concerns = concerns(in: log)
    return readings.flatMap { reading -> [Breach] in
      let due = concerns[reading.reader] ?? []
      return reading.pieces.flatMap { breaches($0, reading.reader, due) }
    }
  }

  private static func breaches(_ piece: Reading.Piece, _ reader: Reading.Reader, _ due: [EventPosition]) -> [Breach] {
    var breaches: [Breach] = []
    var last = piece.start
    for position in piece.told {
      if position <= last { breaches.append(Breach(.order, "\(reader) was told \(position) after \(last)")) }
      last = max(last, position)
    }
    let told = Set(piece.told)
    // Up to the last one told: what came after may have been on its way when the reader was stopped.
    for position in due where position > piece.start && position < last && !told.contains(position) {
      breaches.append(Breach(.gap, "\(reader) was told \(last) but never \(position)"))
    }
    return breaches
  }

  private static func concerns(in log: [Event]) -> [Reading.Reader: [EventPosition]] {
    var taxpayers: [ConversationID: TaxpayerID] = [:]
    var agents: [ConversationID: AgentID] = [:]
    var due: [Reading.Reader: [EventPosition]] = [:]
    for event in log {
      func concern(_ reader: Reading.Reader) { due[reader, default: []].append(event.position) }
      if case .seatChanged(let seat) = event.body { concern(.agent(seat.agent.id)) }
      if case .conversationOpened(let conversation) = event.body {
        taxpayers[conversation.id] = conversation.taxpayer.id
        agents[conversation.id] = conversation.agent?.id
      }
      guard let id = event.body.conversation else { continue }
      switch event.body {
      case .accepted(let accepted):
        agents[id] = accepted.agent.id
        concern(.agent(accepted.agent.id))
        if let taxpayer = taxpayers[id] { concern(.taxpayer(taxpayer)) }
      case .messagePosted, .ended, .queued:
        if let agent = agents[id] { concern(.agent(agent)) }
        if let taxpayer = taxpayers[id] { concern(.taxpayer(taxpayer)) }
        if case .queued = event.body { agents[id] = nil }
      case .wrappedUp: agents[id] = nil
      default: break
      }
    }
    return due
  }
}
