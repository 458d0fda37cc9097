import Desk
import Foundation
import GRDB

/// Where offices are, and whither they go.
public enum MovePlace: Hashable, Sendable {
  /// SQLite in a data folder.
  case folder(String)
  /// PostgreSQL at a connection URL.
  case database(String)

  /// From what a person wrote: `postgres://…`, or a folder. Throws `MoveError`.
  public init(_ text: String) throws {
    if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
      self = .database(text)
    } else if text.isEmpty || text.contains("://") {
      throw MoveError("应为数据目录或 postgres://…", "a data folder or postgres://… is wanted")
    } else {
      self = .folder(URL(fileURLWithPath: text).standardizedFileURL.path)
    }
  }

  /// Fit to be shown: without passwords.
  var shown: String {
    switch self {
    case .folder(let folder): folder
    case .database(let url): Stores.place(url)
    }
  }

  /// Brings a database's tables up to date. An index that is built waits for every transaction that runs in its database: none of the move's may do so yet.
  func prepare() throws {
    try telling {
      guard case .database(let url) = self else { return }
      try Stores.demandReadable(url)
      try PostgresOpening.prepare(url)
      try PostgresOpening.refuseNewer(url)
    }
  }

  /// Runs `body` on a connection of its own, to offices that are there or to a place that is made. What was made is gone again when it throws. A database
  /// has to be prepared.
  func connect<Value>(making: Bool, _ body: (any BulkSession) throws -> Value) throws -> Value {
    try telling {
      switch self {
      case .folder(let folder): return try Self.connect(folder, making: making, body)
      case .database(let url):
        let session = try PostgresSession(url)
        // A statement over a large office takes what it takes.
        session.patience = 86_400
        return try body(session)
      }
    }
  }

  /// Says where something failed.
  private func telling<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let failure as PostgresFailure {
      throw MoveError.failed(shown, failure.advice())
    } catch let error as DatabaseError {
      throw MoveError.failed(shown, error.message ?? error.resultCode.description)
    } catch let error as StoreOpeningError {
      throw MoveError.failed(shown, error.words)
    }
  }

  private static func connect<Value>(
    _ folder: String, making: Bool, _ body: (any BulkSession) throws -> Value
  ) throws -> Value {
    if let words = DataFolder.refusal(folder) { throw StoreOpeningError(words.chinese, words.english) }
    let file = folder + "/" + SQLiteOpening.fileName
    let (isFolderNew, isNew) = (
      !FileManager.default.fileExists(atPath: folder), !FileManager.default.fileExists(atPath: file)
    )
    guard making || !isNew else {
      throw MoveError("数据目录 \(folder) 没有数据", "there are no data in the folder \(folder)")
    }
    do {
      if isFolderNew {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      }
      guard let lock = try DataFolderLock(folder) else { throw MoveError.served(folder: folder) }
      let pool = try SQLiteOpening.pool(in: folder)
      let value = Result { try pool.writeWithoutTransaction { try body($0) } }
      try pool.close()
      return try withExtendedLifetime(lock) { try value.get() }
    } catch {
      if isNew {
        let names = ["", "-wal", "-shm", "-journal"].map { file + $0 } + [folder + "/" + DataFolderLock.fileName]
        for path in names + (isFolderNew ? [folder] : []) { try? FileManager.default.removeItem(atPath: path) }
      }
      if error is CocoaError {
        throw StoreOpeningError.refused("无法创建 \(folder)", "make \(folder)", error.localizedDescription)
      }
      throw error
    }
  }
}
