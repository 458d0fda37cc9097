import Console
import Desk
import Wire

/// A workstation's disk: what was written survives the console's crash. The journal stands there in its real bytes.
struct SimulatedDisk {
  var journal: [UInt8] = []
  var drafts: [ConversationID: KeptDraft] = [:]
  /// Nothing can be written until then.
  var fullUntil: Int64 = 0

  /// The journal's records; opening it drops what is long over.
  mutating func open() -> [OutboxRecord] {
    let records = Outbox(OutboxJournal.read(journal).records).records
    journal = records.flatMap(Self.line)
    return records
  }

  /// Puts a record behind the others.
  mutating func append(_ record: OutboxRecord) { journal += Self.line(record) }

  /// The beginning of a record that was being written when the console died.
  mutating func tear(_ record: OutboxRecord, at fraction: Double) {
    let line = Self.line(record)
    journal += line.prefix(Int(Double(line.count - 1) * fraction))
  }

  private static func line(_ record: OutboxRecord) -> [UInt8] {
    do {
      return try OutboxJournal.line(record)
    } catch {
      preconditionFailure("a record has no spelling: \(error.reason)")
    }
  }
}
