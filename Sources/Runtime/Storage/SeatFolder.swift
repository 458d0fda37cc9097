import Desk
import Glibc
import Wire

/// What one seat keeps on the workstation: its outbox and its drafts. Two consoles of one agent have a folder each.
final class SeatFolder {
  /// Drafts by conversation.
  private(set) var drafts: [ConversationID: String]
  /// The outbox's journal.
  let outbox: OutboxFile
  private let path: String
  private let lock: Int32

  /// Opens the first free folder below `root`. What a console that died left behind in another one is taken over.
  init(root: String) throws(SystemFailure) {
    var taken: (path: String, lock: Int32)?
    var left: [(path: String, lock: Int32)] = []
    for number in 1...9 {
      let path = root + "/\(number)"
      if taken != nil, access(path, F_OK) != 0 { continue }
      try FileStore.makeFolder(path)
      guard let lock = try Self.lock(path) else { continue }
      if taken == nil { taken = (path, lock) } else { left.append((path, lock)) }
    }
    guard let taken else { throw SystemFailure("lock " + root, code: EBUSY) }
    path = taken.path
    lock = taken.lock
    var drafts = Self.readDrafts(taken.path)
    var orphans: [OutboxRecord] = []
    for folder in left {
      orphans += OutboxJournal.read((try? FileStore.read(folder.path + "/outbox")) ?? []).records
      drafts.merge(Self.readDrafts(folder.path)) { mine, _ in mine }
    }
    self.drafts = drafts
    outbox = try OutboxFile(taken.path + "/outbox", adopting: orphans)
    for folder in left {
      unlink(folder.path + "/outbox")
      unlink(folder.path + "/drafts.json")
      close(folder.lock)
    }
  }

  deinit { close(lock) }

  /// Keeps a draft; an empty one is forgotten. A draft survives the console's end, not the machine's: it is not worth a wait for the disk.
  func keep(_ draft: String, of conversation: ConversationID) throws(SystemFailure) {
    guard drafts[conversation] != (draft.isEmpty ? nil : draft) else { return }
    drafts[conversation] = draft.isEmpty ? nil : draft
    guard let bytes = try? WireCodec.encode(drafts) else { throw SystemFailure("spell drafts", code: EINVAL) }
    try FileStore.replace(path + "/drafts.json", with: bytes)
  }

  private static func readDrafts(_ path: String) -> [ConversationID: String] {
    guard let bytes = try? FileStore.read(path + "/drafts.json") else { return [:] }
    return (try? WireCodec.decode([ConversationID: String].self, from: bytes)) ?? [:]
  }

  /// A lock that goes with the process; `nil` when another console holds it.
  private static func lock(_ path: String) throws(SystemFailure) -> Int32? {
    let file = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SystemFailure("lock " + path) }
    if flock(file, LOCK_EX | LOCK_NB) == 0 { return file }
    close(file)
    return nil
  }
}
