import Desk

/// What one reader of the stream was told, in the order in which it was.
public struct Reading: Hashable, Sendable {
  /// Whose stream it was.
  public enum Reader: Hashable, Sendable {
    case agent(AgentID)
    case taxpayer(TaxpayerID)
  }

  /// Whose stream it was.
  public var reader: Reader
  /// What was told, in pieces: a new piece begins where the reader took a new snapshot, and knows everything up to `start`.
  public var pieces: [Piece]

  /// An event by its place and by what it says.
  public struct Told: Hashable, Sendable {
    /// Where it stands in the log.
    public var position: EventPosition
    /// The same for equal events, in one process.
    public var content: Int

    /// What is kept of an event.
    public init(_ event: Event) {
      position = event.position
      content = event.hashValue
    }
  }

  /// One thing told.
  public enum Item: Hashable, Sendable {
    case event(Told)
    /// How far the log goes: what concerns the reader up to there has been told.
    case head(EventPosition)
  }

  /// What was told without a break.
  public struct Piece: Hashable, Sendable {
    /// Where the snapshot stood.
    public var start: EventPosition
    /// What was told after it.
    public private(set) var items: [Item] = []
    /// Up to where the reader knows everything, by what it was told.
    public private(set) var reached: EventPosition

    /// A piece from its parts.
    public init(start: EventPosition, _ items: [Item] = []) {
      self.start = start
      reached = start
      for item in items { hears(item) }
    }

    /// The reader is told something more. Of heads that follow each other the last one is kept.
    public mutating func hears(_ item: Item) {
      switch item {
      case .event(let told): reached = max(reached, told.position)
      case .head(let head):
        reached = max(reached, head)
        if case .head? = items.last { items.removeLast() }
      }
      items.append(item)
    }
  }

  /// A reading from its parts.
  public init(_ reader: Reader, pieces: [Piece] = []) {
    self.reader = reader
    self.pieces = pieces
  }
}
