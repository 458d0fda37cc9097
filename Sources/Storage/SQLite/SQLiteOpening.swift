import Foundation
import GRDB

/// Opens the database file and makes sure that what is acknowledged is durable.
enum SQLiteOpening {
  static let fileName = "zuoxi.sqlite"

  static func pool(in folder: String, updating: Bool = true) throws -> DatabasePool {
    let file = folder + "/" + fileName
    try demandWholeLog(folder)
    try makePrivate(folder: folder, file: file)
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(5)
    configuration.maximumReaderCount = 4
    configuration.label = "store"
    do {
      let pool = try DatabasePool(path: file, configuration: configuration)
      try pool.writeWithoutTransaction { db in try makeDurable(db) }
      let migrator = SQLiteSchema.migrator
      let (isNewer, isCurrent) = try pool.read { db in
        (try migrator.hasBeenSuperseded(db), try migrator.hasCompletedMigrations(db))
      }
      if isNewer {
        throw StoreOpeningError(
          "\(file) 由较新的 zuoxid 写成；请运行那个版本", "\(file) was written by a newer zuoxid; start that one")
      }
      if isCurrent { return pool }
      guard updating else {
        let isEmpty = try pool.read { db in
          guard try db.tableExists("offices") else { return true }
          return try db.all("SELECT office FROM offices ORDER BY office", []).isEmpty
        }
        throw StoreOpeningError.older(folder, isEmpty: isEmpty)
      }
      try migrator.migrate(pool)
      return pool
    } catch let error as DatabaseError {
      throw StoreOpeningError.refused(
        "打不开 \(file)", "open \(file)", error.message ?? error.resultCode.description)
    }
  }

  /// `DatabasePool` sets `synchronous=NORMAL` after its own preparation, and NORMAL loses acknowledged commits with the power: set it after
  /// opening and believe only what is read back.
  private static func makeDurable(_ db: Database) throws {
    try db.execute(
      sql: """
        PRAGMA synchronous = FULL; PRAGMA cache_size = -32000;
        PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864
        """)
    let settings = try durability(db)
    for (pragma, wanted) in durable {
      let found = settings[pragma] ?? ""
      guard found == wanted else {
        throw StoreOpeningError(
          "SQLite 报告 \(pragma)=\(found) 而不是 \(wanted)：提交在此不能持久；请改用本地磁盘",
          "SQLite reports \(pragma)=\(found), not \(wanted): commits would not be durable here; use a local disk")
      }
    }
    // What stands in the log by now may never have been synced: opening itself wrote to it with NORMAL, and a backend that was killed may have got no
    // further. Behind it comes what is acknowledged: a checkpoint syncs the log first, so that what a power cut tears is always its end.
    do {
      _ = try db.all("PRAGMA wal_checkpoint(PASSIVE)", [])
    } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
      // Pages found no room after the log was synced; what is there can still be read, and carried elsewhere.
    }
  }

  /// Before SQLite reads the log of a folder and takes the place of damage for its end. Throws `StoreOpeningError`.
  static func demandWholeLog(_ folder: String) throws {
    if let words = WriteAheadLog.refusal(folder) { throw StoreOpeningError(words.chinese, words.english) }
  }

  private static let durable = ["synchronous": "2", "journal_mode": "wal", "foreign_keys": "1"]

  /// What the connection reports of its own settings.
  static func durability(_ db: Database) throws -> [String: String] {
    var settings: [String: String] = [:]
    for pragma in durable.keys { settings[pragma] = try String.fetchOne(db, sql: "PRAGMA " + pragma) }
    return settings
  }

  /// The folder is its owner's only, and so is the file before anything is in it; SQLite gives its companions the same mode.
  private static func makePrivate(folder: String, file: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw StoreOpeningError.refused(
        "无法创建数据目录 \(folder)", "make the data folder \(folder)", error.localizedDescription)
    }
    let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StoreOpeningError.refused("打不开 \(file)", "open \(file)", String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    guard fchmod(descriptor, 0o600) == 0, chmod(folder, 0o700) == 0 else {
      throw StoreOpeningError.refused(
        "无法把 \(file) 设为仅本人可读", "make \(file) private", String(cString: strerror(errno)))
    }
    // SQLite syncs what it makes itself; the names of this file and of its folder are ours to keep from a power cut.
    try Backup.settle(folder)
    try Backup.settle(URL(fileURLWithPath: folder).deletingLastPathComponent().path)
  }
}
