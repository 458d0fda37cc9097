import ArgumentParser
import Desk
import Foundation
import Logging
import Server
import Storage

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Option(name: .long, help: "数据目录 · Data folder") var data: String?
  @Option(
    name: .long,
    help: "PostgreSQL 连接地址，代替数据目录；也可用 ZUOXI_DATABASE · PostgreSQL URL instead of a data folder; or ZUOXI_DATABASE")
  var database: String?
  @Option(name: .long, help: "zh | en") var language: String?

  /// The language of messages: as told, else as the locale says; Chinese by default.
  var spoken: Language { spokenLanguage(asked: language) }

  func validate() throws {
    if data != nil, database != nil {
      throw ValidationError(
        Localised("--data 与 --database 只能给一个", "Give either --data or --database, not both").text(spoken))
    }
    if let databaseURL, !databaseURL.contains("="), !databaseURL.hasPrefix("postgres://"),
      !databaseURL.hasPrefix("postgresql://")
    {
      throw ValidationError(
        Localised(
          "--database 或 ZUOXI_DATABASE 应为 postgres://…，只支持 PostgreSQL",
          "--database, or ZUOXI_DATABASE, takes postgres://…: PostgreSQL only"
        ).text(spoken))
    }
    if data != nil, let variable = Self.variable {
      throw ValidationError(
        Localised(
          "设置了 ZUOXI_DATABASE（\(Stores.place(variable))），又给了 --data：请去掉其中一个",
          "ZUOXI_DATABASE is set (\(Stores.place(variable))) and --data is given: take one of them away"
        ).text(spoken))
    }
    if data == nil, databaseURL == nil {
      throw ValidationError(
        Localised("请给出 --data 目录，或 --database postgres://…", "Give --data DIR, or --database postgres://…").text(spoken)
      )
    }
  }

  private var databaseURL: String? {
    // A URL holds a password at times, and command lines are seen by everybody on the machine.
    data == nil ? database ?? Self.variable : nil
  }

  /// What `ZUOXI_DATABASE` says; empty is nothing.
  private static var variable: String? {
    ProcessInfo.processInfo.environment["ZUOXI_DATABASE"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Where the data are, fit to be shown: no more of a connection than where it leads, for passwords stand in many places of one.
  var place: String { data ?? databaseURL.map(Stores.place) ?? "" }

  /// Whether the data folder has no data yet.
  var isNew: Bool { data.map { !FileManager.default.fileExists(atPath: $0 + "/zuoxi.sqlite") } ?? false }

  /// Opens what must have been initialised, to look at it or change some of it. Its tables are left as they are: a backend of an earlier release may serve
  /// them.
  func existingStore() throws -> any Store {
    try demandData()
    return try open(updating: false)
  }

  /// Makes sure that the data folder was initialised.
  func demandData() throws {
    if let data, let words = DataFolder.refusal(data) { throw Failure(words, spoken) }
    if let data, isNew {
      throw Failure(
        Localised(
          "数据目录 \(data) 尚未初始化：请先运行 zuoxid init --data \(data) --sample 载入示例，或用 zuoxid import 载入机构文件",
          "The data folder \(data) is not initialised: run zuoxid init --data \(data) --sample for the sample, or zuoxid import an office's files"
        ),
        spoken)
    }
  }

  /// Opens the data, making what is missing and bringing up to date what is of an earlier release. A folder has to be locked before.
  func store() throws -> any Store { try open(updating: true) }

  /// The same for content that is loaded, also beside a backend: a folder that one serves is not brought up to date.
  func loadedStore() throws -> any Store {
    guard let data else { return try store() }
    try makeFolder(data)
    let lock = try? DataFolderLock(data)
    return try withExtendedLifetime(lock) { try open(updating: lock != nil) }
  }

  private func open(updating: Bool) throws -> any Store {
    do {
      if let databaseURL { return try Stores.postgres(at: databaseURL, updating: updating) }
      return try folderStore(data ?? "", updating: updating)
    } catch let error as StoreOpeningError {
      throw Failure(Localised("无法打开数据：\(error.words.chinese)", "Cannot open the data: \(error.words.english)"), spoken)
    }
  }

  private func folderStore(_ folder: String, updating: Bool) throws -> any Store {
    try makeFolder(folder)
    do {
      return try Stores.sqlite(in: folder, updating: updating)
    } catch let error as StoreOpeningError {
      throw error
    } catch {
      throw unwritable(folder)
    }
  }

  private func makeFolder(_ folder: String) throws {
    if let words = DataFolder.refusal(folder) { throw Failure(words, spoken) }
    let made: Void? = try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    guard made != nil, FileManager.default.isWritableFile(atPath: folder) else { throw unwritable(folder) }
  }

  private func unwritable(_ folder: String) -> Failure {
    Failure(
      Localised(
        "数据目录 \(folder) 不可写：请检查目录权限和磁盘空间",
        "The data folder \(folder) cannot be written: check its permissions and the disk's space"),
      spoken)
  }

  /// Keeps a second backend from the data folder, and its office from being moved meanwhile: a folder is one backend's. Nothing for a database.
  func lockFolder() throws -> DataFolderLock? {
    guard let data else { return nil }
    try makeFolder(data)
    do {
      if let lock = try DataFolderLock(data) { return lock }
    } catch let error as StoreOpeningError {
      throw Failure(Localised("无法打开数据：\(error.words.chinese)", "Cannot open the data: \(error.words.english)"), spoken)
    }
    throw Failure(
      Localised(
        "数据目录 \(data) 正由另一个 zuoxid 使用：请先停止它；要运行多个后台，请用 --database postgres://…",
        "The data folder \(data) is in use by another zuoxid: stop it first; for several backends use --database postgres://…"
      ),
      spoken)
  }

  /// Runs a command's work; what goes wrong is told in words.
  func telling(_ work: () async throws -> Void) async throws {
    do {
      try await work()
    } catch let problem as Problem {
      guard let reason = problem.reason else {
        throw Failure(Localised(problem.detail, problem.detailEnglish), spoken)
      }
      throw Failure(
        Localised(
          "数据库没有确认写入：\(reason)；请先查看是否已生效，再重试",
          "The database did not confirm the write: \(reason); look whether it was done, and try again"), spoken)
    } catch let error as StoreReadingError {
      throw Failure(Localised("读不到数据：\(error.reason)", "The data cannot be read: \(error.reason)"), spoken)
    } catch is DecodingError {
      throw Failure(
        Localised(
          "数据中有内容无法读出，可能已损坏：请用 zuoxid check 查看是哪一项，从备份恢复",
          "Something in the data cannot be read and may be damaged: zuoxid check tells which; restore a backup"), spoken
      )
    }
  }

  /// The log, on standard error: standard output carries only what scripts read. `LOG_FORMAT=json` makes one JSON object of each line, `LOG_LEVEL`
  /// says from which level on; `info` tells every request.
  func logger() -> Logger {
    let environment = ProcessInfo.processInfo.environment
    var logger = Logger(label: "zuoxid") { label -> any LogHandler in
      environment["LOG_FORMAT"] == "json" ? JSONLog() : StreamLogHandler.standardError(label: label)
    }
    logger.logLevel = .warning
    guard let wanted = environment["LOG_LEVEL"], !wanted.isEmpty else { return logger }
    guard let level = Logger.Level(rawValue: wanted.lowercased()) else {
      let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
      logger.warning("LOG_LEVEL is none of \(levels): warning is taken", metadata: ["LOG_LEVEL": "\(wanted)"])
      return logger
    }
    logger.logLevel = level
    return logger
  }
}

/// Ends a command with a message that says what to do.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ words: Localised, _ language: Language) { description = words.text(language) }
}

/// The language asked for, else the locale's, else Chinese.
func spokenLanguage(asked: String?) -> Language {
  if let asked { return asked.hasPrefix("en") ? .english : .chinese }
  let environment = ProcessInfo.processInfo.environment
  let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
  return locale?.hasPrefix("en") == true ? .english : .chinese
}

/// The machine's clock.
@Sendable func machineClock() -> Timestamp {
  Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
}
