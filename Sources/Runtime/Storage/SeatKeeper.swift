import Console
import Desk
import Glibc
import Wire

/// Keeps a seat's outbox and drafts under whom they belong to: one person of one office of one backend, whatever token they come with.
///
/// A bare token does not say whose it is. The backend does, in the first snapshot; a link by the token's fingerprint remembers it, so that the next
/// start has the outbox also while the backend is away. Nothing can be written before the first snapshot, so nothing is missed until then.
final class SeatKeeper {
  /// Why nothing can be kept; `nil` while it can, and while nothing has to be.
  private(set) var failure: SystemFailure?
  private let access: Access
  private let folders: Folders
  private var owner: SeatOwner?
  private var folder: SeatFolder?

  /// Opens what is kept for whoever the access is for, as far as that is known.
  init(_ access: Access, _ folders: Folders) {
    self.access = access
    self.folders = folders
    guard let known = access.owner ?? linked else { return }
    do throws(SystemFailure) {
      try open(for: known)
    } catch {
      failure = error
    }
  }

  /// What is kept now.
  var work: KeptWork {
    folder.map { KeptWork(records: $0.outbox.records, drafts: $0.drafts) } ?? KeptWork()
  }

  /// The backend has said whose seat this is. Returns what is kept for them unless it is what was opened at the start.
  func belongs(to told: SeatOwner) throws(SystemFailure) -> KeptWork? {
    let isNews = told != owner || folder == nil
    if isNews { try open(for: told) }
    // Without the link only a start without the backend shows an empty outbox; the next one has it again.
    if access.owner == nil, linked != told, let bytes = try? WireCodec.encode(told) {
      try? FileStore.makeFolder(folders.links)
      try? FileStore.replace(link, with: bytes, isDurable: true)
    }
    return isNews ? work : nil
  }

  /// Puts an outbox record on the disk before it returns.
  func write(_ record: OutboxRecord) throws(SystemFailure) { try opened().outbox.append(record) }

  /// Keeps a draft.
  func keep(_ draft: KeptDraft, of conversation: ConversationID) throws(SystemFailure) {
    try opened().keep(draft, of: conversation)
  }

  private func opened() throws(SystemFailure) -> SeatFolder {
    guard let folder else { throw failure ?? SystemFailure("write", code: EIO) }
    return folder
  }

  private func open(for owner: SeatOwner) throws(SystemFailure) {
    self.owner = owner
    // Another person's folder is let go first: what they left is theirs.
    folder = nil
    do throws(SystemFailure) {
      folder = try SeatFolder(root: folders.seat(server: access.server, owner: owner))
      failure = nil
    } catch {
      failure = error
      throw error
    }
  }

  private var link: String { folders.link(server: access.server, token: access.token) }

  private var linked: SeatOwner? {
    let bytes = (try? FileStore.read(link)) ?? nil
    return bytes.flatMap { try? WireCodec.decode(SeatOwner.self, from: $0) }
  }
}
