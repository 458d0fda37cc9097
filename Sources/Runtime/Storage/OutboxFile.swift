import Glibc
import Wire

/// The outbox's journal on disk. A record is on the disk when `append` returns, or it is not there at all.
final class OutboxFile {
  /// What the journal held when it was opened.
  let records: [OutboxRecord]
  private let path: String
  private let file: Int32

  /// Opens the journal, or begins one; what it remembers of messages long delivered is dropped.
  init(_ path: String, adopting others: [OutboxRecord] = []) throws(SystemFailure) {
    self.path = path
    let known = OutboxJournal.read(try FileStore.read(path) ?? []).records
    records = Outbox(known + others).records
    try FileStore.replace(path, with: Self.lines(records), isDurable: true)
    file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard file >= 0 else { throw SystemFailure("open " + path) }
  }

  deinit { close(file) }

  /// Puts a record on the disk. When that fails, nothing of it stays behind.
  func append(_ record: OutboxRecord) throws(SystemFailure) {
    let before = lseek(file, 0, SEEK_END)
    do throws(SystemFailure) {
      try FileStore.write(file, Self.lines([record]), path)
      guard fdatasync(file) == 0 else { throw SystemFailure("write " + path) }
    } catch {
      if before >= 0 { ftruncate(file, before) }
      throw error
    }
  }

  private static func lines(_ records: [OutboxRecord]) throws(SystemFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    for record in records {
      do {
        bytes += try OutboxJournal.line(record)
      } catch {
        throw SystemFailure("spell an outbox record", code: EINVAL)
      }
    }
    return bytes
  }
}
