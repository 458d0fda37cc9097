import Desk

/// Compares what readers were told with the log.
public enum ReaderAudit {
  /// Events told twice, out of order, left out below an event or a head that was told, told otherwise than the log has them, told although the log has
  /// nothing there, and told to somebody whom they do not concern. `settled` is where the log stood when all had time to be told everything: whoever was
  /// told no further has a stream that speaks and tells nothing, or none.
  public static func breaches(
    in log: [Event], of readings: [Reading], settled: EventPosition? = nil
  ) -> [Breach] {
    let log = Log(log)
    return readings.flatMap { reading in
      let due = log.due[reading.reader] ?? []
      var breaches = reading.pieces.flatMap { log.breaches($0, reading.reader, due) }
      if let settled {
        let reached = reading.pieces.last?.reached
        if reached.map({ $0 < settled }) ?? true {
          let words = reached.map { "was told no further than \($0)" } ?? "took no snapshot"
          breaches.append(Breach(.gap, "\(reading.reader) \(words) when the log had stood at \(settled) for long"))
        }
      }
      return breaches
    }
  }

  private struct Log {
    let concerns: [Reading.Told: Concern]
    let positions: Set<EventPosition>
    let head: EventPosition?
    /// What each reader must be told.
    private(set) var due: [Reading.Reader: [EventPosition]] = [:]

    init(_ log: [Event]) {
      concerns = Concern.all(in: log)
      positions = Set(log.map(\.position))
      head = positions.max()
      for event in log {
        for reader in concerns[Reading.Told(event)]?.due ?? [] { due[reader, default: []].append(event.position) }
      }
    }

    func breaches(_ piece: Reading.Piece, _ reader: Reading.Reader, _ due: [EventPosition]) -> [Breach] {
      var breaches: [Breach] = []
      var last = piece.start
      var told: Set<EventPosition> = []
      for item in piece.items {
        switch item {
        case .event(let event):
          if event.position <= last {
            breaches.append(Breach(.order, "\(reader) was told \(event.position) after \(last)"))
          }
          if let breach = breach(event, reader) { breaches.append(breach) }
          told.insert(event.position)
          last = max(last, event.position)
        case .head(let position):
          if let head, position > head {
            breaches.append(Breach(.phantom, "\(reader) was told that the log goes to \(position); it ends at \(head)"))
          }
          last = max(last, position)
        }
      }
      for position in due where position > piece.start && position <= last && !told.contains(position) {
        breaches.append(Breach(.gap, "\(reader) was told of \(last) but never \(position)"))
      }
      return breaches
    }

    private func breach(_ told: Reading.Told, _ reader: Reading.Reader) -> Breach? {
      if let concern = concerns[told] {
        return concern.allows(reader)
          ? nil : Breach(.disclosed, "\(reader) was told \(told.position), which does not concern them")
      }
      return positions.contains(told.position)
        ? Breach(.altered, "\(reader) was told \(told.position) otherwise than the log has it")
        : Breach(.phantom, "\(reader) was told \(told.position), which is not in the log")
    }
  }
}
