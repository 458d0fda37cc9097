import Crypto
import Desk
import Foundation
import GRDB

/// Copies of a data folder's database, taken while it is in use, proved, and put back. Beside a copy stands its SHA-256, as `sha256sum` writes it.
public enum Backup {
  /// Copies a folder's database to a file that is not there yet: one moment's state, on the disk and proved when this returns. Throws `StoreOpeningError`.
  public static func make(of folder: String, to file: String) throws {
    let source = folder + "/" + SQLiteOpening.fileName
    guard FileManager.default.fileExists(atPath: source) else {
      if let words = DataFolder.refusal(folder) { throw StoreOpeningError(words.chinese, words.english) }
      throw StoreOpeningError("没有 \(source)", "there is no \(source)")
    }
    guard !FileManager.default.fileExists(atPath: file) else {
      throw DataFolder.isFolder(file)
        ? StoreOpeningError(
          "\(file) 是目录：请给出其中的文件名，如 \(file)/zuoxi-copy.sqlite",
          "\(file) is a folder: name a file in it, such as \(file)/zuoxi-copy.sqlite")
        : StoreOpeningError("\(file) 已存在：请换一个文件名", "\(file) is there already: choose another name")
    }
    let parent = URL(fileURLWithPath: file).deletingLastPathComponent().path
    guard DataFolder.isFolder(parent) else {
      throw StoreOpeningError(
        "没有目录 \(parent)：请先建立它，或换一个 --to", "there is no folder \(parent): make it first, or choose another --to")
    }
    try SQLiteOpening.demandWholeLog(folder)
    let partial = file + ".partial"
    remove(partial)
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(10)
      let queue = try DatabaseQueue(path: source, configuration: configuration)
      // VACUUM INTO takes an empty file that is there: this one is nobody else's before the first word is in it.
      try makePrivate(partial)
      try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [partial]) }
      try queue.close()
      let findings = try prove(partial)
      guard findings.isEmpty else {
        throw StoreOpeningError(
          "数据本身不完好，副本不能用：\(Self.list(findings).chinese)；请用 zuoxid check 查看，从上一份完好的备份恢复",
          "the data themselves are not whole, and so is no copy of them: \(Self.list(findings).english); see zuoxid check, and restore the last whole copy"
        )
      }
      try settle(partial)
      let name = URL(fileURLWithPath: file).lastPathComponent
      try makePrivate(sum(of: file))
      try Data("\(try digest(partial))  \(name)\n".utf8).write(to: URL(fileURLWithPath: sum(of: file)))
      try settle(sum(of: file))
      guard rename(partial, file) == 0 else { throw last("无法改名 \(partial)", "rename \(partial)") }
      try settle(parent)
    } catch {
      remove(partial)
      throw broken(error, folder, parent) ?? told(error, file)
    }
  }

  /// What makes a copy impossible because the data themselves are damaged. SQLite takes rubbish in a page for a row of that length, and says then that there
  /// is no room.
  private static func broken(_ error: any Error, _ folder: String, _ parent: String) -> StoreOpeningError? {
    guard let error = error as? DatabaseError else { return nil }
    let size =
      (try? FileManager.default.attributesOfItem(atPath: folder + "/" + SQLiteOpening.fileName)[.size]) as? UInt64
    let hasRoom = DataFolder.room(in: parent).map { $0 > (size ?? 0) } ?? false
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: break
    case .SQLITE_FULL where hasRoom: break
    default: return nil
    }
    let words = SQLiteWriter.words(error)
    return StoreOpeningError(
      "\(folder) 的数据已损坏，备份不了（\(words)）：请停止后台，用 zuoxid check 查看，保留现有数据，从上一份完好的备份恢复",
      "the data in \(folder) are damaged and cannot be copied (\(words)): stop the backend, see zuoxid check, keep these data, and restore the last whole copy"
    )
  }

  /// What is wrong with a copy: bytes that have changed, pages, indexes, and rows that do not agree with the log; nothing when it is whole.
  /// Throws `StoreOpeningError` when the copy or its checksum is not there.
  public static func verify(_ file: String) throws -> [Localised] {
    guard FileManager.default.fileExists(atPath: file) else {
      throw StoreOpeningError("没有 \(file)", "there is no \(file)")
    }
    guard !DataFolder.isFolder(file) else {
      throw StoreOpeningError(
        "\(file) 是目录，不是备份：请给出备份文件；正在使用的数据目录用 zuoxid check --data \(file) 核对",
        "\(file) is a folder, not a copy: give the copy's file; a data folder in use is proved by zuoxid check --data \(file)"
      )
    }
    if let finding = CopyHeader.finding(file) { return [finding] }
    guard FileManager.default.isReadableFile(atPath: file) else {
      throw StoreOpeningError("读不了 \(file)：请检查权限", "cannot read \(file): check its permissions")
    }
    let hasSum = FileManager.default.fileExists(atPath: sum(of: file))
    guard !hasSum || FileManager.default.isReadableFile(atPath: sum(of: file)) else {
      throw StoreOpeningError(
        "读不了校验和 \(sum(of: file))：请检查权限，勿重写它",
        "cannot read its checksum \(sum(of: file)): check its permissions, and do not write another")
    }
    guard let kept = FileManager.default.contents(atPath: sum(of: file)) else {
      throw StoreOpeningError(
        "没有校验和文件 \(sum(of: file))：它与备份成对，请把它放回旁边；确实没有时，可用 sha256sum 重写一个再核对，但那只能证明各行与日志一致，不能证明此后字节没有变过",
        "its checksum \(sum(of: file)) is missing: the two belong together, put it back beside the copy; if it is lost, write one with sha256sum and verify again: that proves the rows against the log, not that no byte has changed since the copy was made"
      )
    }
    let wanted = String(decoding: kept, as: UTF8.self).prefix(64)
    guard wanted.count == 64, wanted.allSatisfy(\.isHexDigit) else {
      throw StoreOpeningError(
        "\(sum(of: file)) 里没有 SHA-256：请放回备份时写的那个",
        "\(sum(of: file)) holds no SHA-256: put the one back that was written with the copy")
    }
    guard try digest(file) == wanted.lowercased() else {
      return [Localised("内容与备份时不同：SHA-256 不一致", "its bytes are not those that were written: SHA-256 differs")]
    }
    return try prove(file)
  }

  /// Where a copy's checksum stands.
  static func sum(of file: String) -> String { file + ".sha256" }

  private static func digest(_ file: String) throws -> String {
    guard let handle = FileHandle(forReadingAtPath: file) else { throw last("打不开 \(file)", "open \(file)") }
    defer { try? handle.close() }
    var hash = SHA256()
    while let part = try handle.read(upToCount: 1_048_576), !part.isEmpty { hash.update(data: part) }
    return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func prove(_ file: String) throws -> [Localised] {
    do {
      var configuration = Configuration()
      configuration.readonly = true
      let queue = try DatabaseQueue(path: file, configuration: configuration)
      defer { try? queue.close() }
      return try queue.read { db in
        var findings = try db.damage().map { Localised($0, $0) }
        guard findings.isEmpty else { return findings }
        let offices = try db.all("SELECT office FROM offices ORDER BY office", []).map { try OfficeID($0[0] as String) }
        // A file that was emptied opens as a new one.
        if offices.isEmpty { findings.append(Localised("其中没有任何机构", "there is no office in it")) }
        for office in offices {
          findings += try LogCheck.run(on: RowReader(db: db, id: office), withFigures: false).findings.map {
            Localised("\(office)：\($0.subject)：\($0.words.chinese)", "\(office): \($0)")
          }
        }
        return findings
      }
    } catch let error as DatabaseError {
      let words = SQLiteWriter.words(error)
      return [
        Localised(
          "SQLite 读不了它（\(words)）：请改用另一份备份", "SQLite cannot read it (\(words)): use another copy")
      ]
    } catch let error as DecodingError {
      return [Localised("有内容无法读出：\(error)", "a document cannot be read: \(error)")]
    }
  }

  /// Puts a copy into a folder that has no database yet. Every log takes a new epoch, so that clients which have seen what came after the copy take
  /// a new snapshot instead of mixing two histories. Throws `StoreOpeningError`; then the folder is as it was.
  public static func restore(_ file: String, into folder: String, at now: Timestamp) throws {
    let target = folder + "/" + SQLiteOpening.fileName
    guard !FileManager.default.fileExists(atPath: target) else {
      throw StoreOpeningError(
        "\(target) 已存在：请恢复到另一个目录，再换过来",
        "\(target) is there already: restore into another folder, then exchange them")
    }
    // SQLite takes what lies under these names for the copy's own, and writes it into it.
    if let left = companions(of: target).first(where: FileManager.default.fileExists) {
      throw StoreOpeningError(
        "\(left) 是先前数据留下的，会被写进恢复的数据：请把它移到它所属的 \(SQLiteOpening.fileName) 旁边，或恢复到空目录",
        "\(left) was left by other data and would be written into the restored ones: move it to the \(SQLiteOpening.fileName) it belongs to, or restore into an empty folder"
      )
    }
    if DataFolder.isFile(folder) {
      throw StoreOpeningError(
        "\(folder) 是文件，不是目录：请给出一个新目录", "\(folder) is a file, not a folder: give a new folder")
    }
    let findings = try verify(file)
    guard findings.isEmpty else {
      throw StoreOpeningError(
        "\(file) 已损坏：\(list(findings).chinese)", "\(file) is damaged: \(list(findings).english)")
    }
    let partial = target + ".partial"
    let isFolderNew = !FileManager.default.fileExists(atPath: folder)
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      remove(partial)
      try FileManager.default.copyItem(atPath: file, toPath: partial)
      guard chmod(partial, 0o600) == 0 else { throw last("无法设置 \(partial) 的权限", "chmod \(partial)") }
      let queue = try DatabaseQueue(path: partial)
      try queue.write { db in
        // A copy of an earlier release does not have all of them.
        let tables = try LogEpoch.tables.filter { try db.tableExists($0) }
        try LogEpoch.renew(in: db, tables: tables, at: now)
      }
      try queue.close()
      try settle(partial)
      guard rename(partial, target) == 0 else { throw last("无法改名 \(partial)", "rename \(partial)") }
      try settle(folder)
    } catch {
      remove(partial)
      if isFolderNew { try? FileManager.default.removeItem(atPath: folder) }
      throw told(error, target)
    }
  }

  /// What SQLite keeps beside a database while it is in use, and after a crash.
  private static func companions(of file: String) -> [String] { ["-wal", "-shm", "-journal"].map { file + $0 } }

  /// Removes a file that was not finished, with what a try that was killed left beside it.
  private static func remove(_ partial: String) {
    for path in [partial] + companions(of: partial) { try? FileManager.default.removeItem(atPath: path) }
  }

  private static func makePrivate(_ file: String) throws {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw last("打不开 \(file)", "open \(file)") }
    close(descriptor)
  }

  /// Waits until a file or a folder's entries are on the disk.
  static func settle(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw last("打不开 \(path)", "open \(path)") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw last("无法把 \(path) 写到磁盘", "sync \(path)") }
  }

  private static func last(_ chinese: String, _ english: String) -> StoreOpeningError {
    .refused(chinese, english, String(cString: strerror(errno)))
  }

  private static func list(_ findings: [Localised]) -> Localised {
    Localised(
      findings.map(\.chinese).joined(separator: "；"), findings.map(\.english).joined(separator: "; "))
  }

  private static func told(_ error: any Error, _ file: String) -> StoreOpeningError {
    if let error = error as? StoreOpeningError { return error }
    if (error as? DatabaseError)?.resultCode == .SQLITE_FULL || (error as? CocoaError)?.code == .fileWriteOutOfSpace {
      return StoreOpeningError(
        "写不了 \(file)：磁盘已满，请腾出空间再试", "cannot write \(file): the disk is full, make room and try again")
    }
    if let error = error as? DatabaseError {
      return StoreOpeningError.refused("写不了 \(file)", "write \(file)", error.message ?? error.resultCode.description)
    }
    return StoreOpeningError.refused("写不了 \(file)", "write \(file)", error.localizedDescription)
  }
}
