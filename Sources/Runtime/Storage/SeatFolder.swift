import Console
import Desk
import Glibc
import Wire

/// What one seat keeps on the workstation: its outbox and its drafts. Two consoles of one agent have a folder each.
final class SeatFolder {
  /// Drafts by conversation.
  private(set) var drafts: [ConversationID: KeptDraft]
  /// The outbox's journal.
  let outbox: OutboxFile
  private let lock: FolderLock

  /// Opens the first free folder below `root`. What a console that died left behind in another one is taken over. It
  /// is on the disk here before it is removed there: a crash in between leaves it in both places, and the next start finds it to be the same. Drafts
  /// that a power cut left unreadable are laid aside as `drafts.json.damaged`; they keep no message from being sent.
  init(root: String) throws(SystemFailure) {
    var own: FolderLock?
    var left: [FolderLock] = []
    for number in 1...9 {
      let path = root + "/\(number)"
      if own != nil, access(path, F_OK) != 0 { continue }
      try FileStore.makeFolder(path)
      guard let lock = try FolderLock(path) else { continue }
      if own == nil { own = lock } else { left.append(lock) }
    }
    guard let own else { throw SystemFailure("lock " + root, code: EBUSY) }
    let known = try Self.soundDrafts(own.path)
    var drafts = known
    var orphans: [OutboxRecord] = []
    var adopted: [FolderLock] = []
    for folder in left {
      // What cannot be read now stays where it is.
      guard let work = Self.work(in: folder.path) else { continue }
      orphans += work.records
      drafts.merge(work.drafts) { $0.joined(with: $1) }
      adopted.append(folder)
    }
    outbox = try OutboxFile(own.path + "/outbox", adopting: orphans)
    if drafts != known { try Self.write(drafts, own.path, isDurable: true) }
    self.drafts = drafts
    lock = own
    for folder in adopted {
      unlink(folder.path + "/outbox")
      unlink(folder.path + "/drafts.json")
    }
  }

  /// Keeps a draft; an empty one is forgotten. When this returns the draft survives the console's end, `kill -9` too; not the machine's: it is not
  /// worth a wait for the disk at the keys. The console asks for it at most every 400 ms of typing, so no more than that is ever lost.
  func keep(_ draft: KeptDraft, of conversation: ConversationID) throws(SystemFailure) {
    guard drafts[conversation] != (draft.isEmpty ? nil : draft) else { return }
    var next = drafts
    next[conversation] = draft.isEmpty ? nil : draft
    // Known as kept only when it is: what could not be written is written when it is asked for again.
    try Self.write(next, lock.path)
    drafts = next
  }

  private static func work(in path: String) -> KeptWork? {
    do throws(SystemFailure) {
      let drafts = try soundDrafts(path)
      return KeptWork(records: OutboxJournal.read(try FileStore.read(path + "/outbox") ?? []).records, drafts: drafts)
    } catch {
      return nil
    }
  }

  /// The drafts in a folder; a file that holds something else is laid aside.
  private static func soundDrafts(_ path: String) throws(SystemFailure) -> [ConversationID: KeptDraft] {
    if let drafts = try readDrafts(path) { return drafts }
    let file = path + "/drafts.json"
    guard rename(file, file + ".damaged") == 0 else { throw SystemFailure("rename " + file) }
    return [:]
  }

  /// The drafts in a folder; `nil` when the file holds something else.
  private static func readDrafts(_ path: String) throws(SystemFailure) -> [ConversationID: KeptDraft]? {
    guard let bytes = try FileStore.read(path + "/drafts.json") else { return [:] }
    return try? WireCodec.decode([ConversationID: KeptDraft].self, from: bytes)
  }

  private static func write(
    _ drafts: [ConversationID: KeptDraft], _ path: String, isDurable: Bool = false
  ) throws(SystemFailure) {
    guard let bytes = try? WireCodec.encode(drafts) else { throw SystemFailure("spell drafts", code: EINVAL) }
    try FileStore.replace(path + "/drafts.json", with: bytes, isDurable: isDurable)
  }
}
