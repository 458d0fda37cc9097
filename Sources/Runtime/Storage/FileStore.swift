import Glibc

/// Small files of this program: readable by their owner alone, replaced as a whole or not at all.
enum FileStore {
  /// The bytes of a file; `nil` when there is none.
  static func read(_ path: String) throws(SystemFailure) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw SystemFailure("read " + path)
    }
    defer { close(file) }
    return try readAll(file, path)
  }

  /// Everything that is left to read of an open file.
  static func readAll(_ file: Int32, _ path: String) throws(SystemFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count > 0 {
        bytes += buffer[..<count]
      } else if errno != EINTR {
        throw SystemFailure("read " + path)
      }
    }
  }

  /// Replaces a file by these bytes; a crash leaves the old ones or the new ones. `isDurable` waits for the disk. It is its owner's alone unless `mode` says
  /// otherwise.
  static func replace(
    _ path: String, with bytes: [UInt8], isDurable: Bool = false, mode: mode_t = 0o600
  ) throws(SystemFailure) {
    let temporary = path + ".new"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard file >= 0 else { throw SystemFailure("write " + path) }
    do throws(SystemFailure) {
      defer { close(file) }
      try write(file, bytes, path)
      if isDurable, fsync(file) != 0 { throw SystemFailure("write " + path) }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      let failure = SystemFailure("write " + path)
      unlink(temporary)
      throw failure
    }
    if isDurable { syncFolder(of: path) }
  }

  /// Whether there is a folder of that name.
  static func isFolder(_ path: String) -> Bool {
    var found = stat()
    return stat(path, &found) == 0 && found.st_mode & S_IFMT == S_IFDIR
  }

  /// Writes all bytes to an open file.
  static func write(_ file: Int32, _ bytes: [UInt8], _ path: String) throws(SystemFailure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw SystemFailure("write " + path)
      }
    }
  }

  /// Makes a folder and those above it, for the owner alone.
  static func makeFolder(_ path: String) throws(SystemFailure) {
    var made = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      made += "/" + part
      if mkdir(made, 0o700) == 0 {
        syncFolder(of: made)
      } else if errno != EEXIST {
        throw SystemFailure("create " + made)
      }
    }
  }

  /// Removes a file; one that is not there is no failure.
  static func remove(_ path: String) throws(SystemFailure) {
    if unlink(path) != 0, errno != ENOENT { throw SystemFailure("remove " + path) }
  }

  /// Removes a folder and what is in it, as far as it can.
  static func removeFolder(_ path: String) {
    for name in names(in: path) {
      let child = path + "/" + name
      if unlink(child) != 0 { removeFolder(child) }
    }
    rmdir(path)
  }

  /// The names in a folder, in any order; none when there is no such folder.
  static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  private static func syncFolder(of path: String) {
    let end = path.lastIndex(of: "/") ?? path.startIndex
    let folder = open(end == path.startIndex ? "." : String(path[..<end]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }
}
