import Glibc

/// A folder this console alone works in, as long as this object lives; the system ends the lock with the process.
final class FolderLock {
  /// The folder.
  let path: String
  private let file: Int32

  /// Locks a folder; `nil` when another console holds it.
  init?(_ path: String) throws(SystemFailure) {
    let file = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SystemFailure("lock " + path) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      return nil
    }
    self.path = path
    self.file = file
  }

  deinit { close(file) }
}
