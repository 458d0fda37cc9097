import Foundation

/// A data folder that one program alone serves or moves, as long as this object lives; the system ends the lock with the process.
public final class DataFolderLock: Sendable {
  static let fileName = "zuoxid.lock"
  private let file: Int32

  /// Locks a folder that is there; `nil` when another program holds it. Throws `StoreOpeningError` when it cannot be locked at all.
  public init?(_ folder: String) throws {
    let path = folder + "/" + Self.fileName
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw StoreOpeningError.refused("无法锁定 \(path)", "lock \(path)", String(cString: strerror(errno)))
    }
    // Whoever else has the folder must be able to lock it, also after root did.
    var owner = stat()
    if geteuid() == 0, stat(folder, &owner) == 0 { _ = fchown(file, owner.st_uid, owner.st_gid) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      return nil
    }
    self.file = file
  }

  deinit { close(file) }
}
