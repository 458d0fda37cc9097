import Console
import Desk
import Glibc

/// Pictures among the files of this machine.
struct PictureFiles {
  /// Entries of one listing at most.
  static let limit = 500
  /// Where people keep pictures, below their home, in both languages of a desktop.
  private static let folders = ["Downloads", "下载", "Pictures", "图片", "Desktop", "桌面", "Screenshots"]
  private let home: String

  init(home: String? = nil) {
    self.home =
      home ?? Environment.value("HOME") ?? getpwuid(getuid()).map { String(cString: $0.pointee.pw_dir) } ?? "/"
  }

  /// A folder's folders and pictures; with `nil` the newest pictures of where people keep them.
  func listing(of folder: String?) -> FileListing {
    guard let folder else {
      let found = Self.folders.flatMap { pictures(below: home + "/" + $0, depth: 2) }
      return FileListing(folder: nil, entries: Array(found.sorted(by: isNewer).prefix(Self.limit)))
    }
    let path = folder.hasPrefix("~/") ? home + folder.dropFirst() : folder
    guard let names = contents(of: path) else {
      let words = SystemFailure("open " + folder)
      return FileListing(
        folder: folder, entries: [], failure: Localised(words.words(.chinese), words.words(.english)))
    }
    let entries = names.compactMap { entry(path + $0, name: $0) }
    let folders = entries.filter(\.isFolder).sorted { $0.name < $1.name }
    let images = entries.filter { !$0.isFolder }.sorted(by: isNewer)
    return FileListing(folder: folder, entries: Array((folders + images).prefix(Self.limit)))
  }

  /// A file's bytes; refuses what is no plain file or has more bytes than that.
  static func bytes(of path: String, limit: Int) throws(SystemFailure) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw SystemFailure("read " + path) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw SystemFailure("read " + path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw SystemFailure("read " + path, code: EINVAL) }
    guard status.st_size <= limit else { throw SystemFailure("read " + path, code: EFBIG) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.st_size))
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw SystemFailure("read " + path) }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= limit else { throw SystemFailure("read " + path, code: EFBIG) }
    }
  }

  /// Writes a picture into the folder for downloads, under a name that is free; returns where.
  func save(_ bytes: [UInt8], as image: ImageReference) throws(SystemFailure) -> String {
    let downloads = ["Downloads", "下载"].map { home + "/" + $0 }.first { access($0, W_OK) == 0 } ?? home
    let name = Self.name(of: image)
    for number in 0..<1_000 {
      let path = downloads + "/" + (number == 0 ? name : "\(number)-" + name)
      let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if file < 0, errno == EEXIST { continue }
      guard file >= 0 else { throw SystemFailure("write " + path) }
      try Self.write(bytes, to: file, path)
      return path
    }
    throw SystemFailure("write " + downloads, code: EEXIST)
  }

  /// Writes a new file's bytes and closes it.
  static func write(_ bytes: [UInt8], to file: Int32, _ path: String) throws(SystemFailure) {
    defer { close(file) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress?.advanced(by: written), $0.count - written) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let failure = SystemFailure("write " + path)
        unlink(path)
        throw failure
      }
      written += count
    }
  }

  /// A file name made of what the sender called it: letters, digits and a few signs, and the ending of what it really is.
  static func name(of image: ImageReference) -> String {
    let dot = FileEntry.isPicture(image.name) ? image.name.lastIndex(of: ".") : nil
    let safe = image.name[..<(dot ?? image.name.endIndex)].unicodeScalars.map { scalar -> Character in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "_"
        ? Character(scalar) : "_"
    }
    let kept = String(safe.prefix(60))
    return (kept.allSatisfy { $0 == "_" } ? "zuoxi-" + image.id.rawValue.suffix(8) : kept) + "." + image.fileExtension
  }

  private func isNewer(_ left: FileEntry, _ right: FileEntry) -> Bool {
    (right.changedAt, left.name) < (left.changedAt, right.name)
  }

  private func pictures(below folder: String, depth: Int) -> [FileEntry] {
    (contents(of: folder) ?? []).flatMap { name -> [FileEntry] in
      guard let found = self.entry(folder + "/" + name, name: name) else { return [] }
      guard found.isFolder else { return [found] }
      return depth > 1 ? pictures(below: found.path, depth: depth - 1) : []
    }
  }

  /// The names in a folder that are not hidden; `nil` when it cannot be opened.
  private func contents(of folder: String) -> [String]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < 20_000, let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(validating: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if let name, !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }

  private func entry(_ path: String, name: String) -> FileEntry? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let changed = Timestamp(milliseconds: Int64(status.st_mtim.tv_sec) * 1000)
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return FileEntry(name: name, path: path, isFolder: true, changedAt: changed)
    case S_IFREG where FileEntry.isPicture(name):
      return FileEntry(name: name, path: path, size: Int(status.st_size), changedAt: changed)
    default: return nil
    }
  }
}
