import Desk
import GRDB

/// What cannot be read is named, and the rest is compared all the same.
extension LogCheck {
  /// One by one those of a step in which something cannot be read, and a finding for each that cannot.
  mutating func readableEvents(after start: EventPosition, in reader: any OfficeReader, quietly: Bool) throws
    -> [Event]
  {
    var events: [Event] = []
    let end = min(try reader.head().sequence, start.sequence + Int64(Self.step))
    for sequence in stride(from: start.sequence, to: end, by: 1) {
      let before = EventPosition(epoch: start.epoch, sequence: sequence)
      let name = "\(EventPosition(epoch: start.epoch, sequence: sequence + 1))"
      guard let found = try reading(name, quietly: quietly, { try reader.events(after: before, limit: 1) }) else {
        continue
      }
      if let event = found.first, event.position.sequence == sequence + 1 {
        events.append(event)
      } else if !quietly {
        note("\(before)", Localised("日志在此之后有缺口", "the log has a gap after this"))
      }
    }
    return events
  }

  /// What staff entered or loaded is not in the log; it must be readable all the same.
  mutating func readContent(_ reader: any OfficeReader) throws {
    _ = try reading("office") { try reader.office() }
    _ = try reading("catalogue") { try reader.catalogue() }
    let accounts = try reading("accounts") { try reader.accountIDs() }
    for id in accounts ?? [] { _ = try reading("account \(id)") { try reader.account(id) } }
    _ = try reading("articles") { try reader.articles() }
  }

  /// Reads something; what cannot be read is a finding, and not the end of the check.
  mutating func reading<Value>(
    _ subject: String, quietly: Bool = false, _ body: () throws -> Value
  ) throws -> Value? {
    do {
      return try body()
    } catch let error where Self.isDamage(error) {
      if !quietly { note(subject, Self.unreadable) }
      return nil
    }
  }

  /// Does a part of the check; one that meets what cannot be read is a finding as a whole, and the other parts are done all the same.
  mutating func part(_ subject: String, _ body: (inout LogCheck) throws -> Void) throws {
    do {
      try body(&self)
    } catch let error where Self.isDamage(error) {
      note(subject, Self.unreadable)
    }
  }

  static let unreadable = Localised("内容无法读出，已损坏", "it cannot be read: it is damaged")

  static func isDamage(_ error: any Error) -> Bool {
    error is DecodingError || (error as? DatabaseError)?.resultCode == .SQLITE_CORRUPT
  }
}
