import ArgumentParser
import Desk
import Foundation
import Logging
import Server
import Storage

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Option(name: .long, help: "数据目录 · Data folder") var data: String
  @Option(name: .long, help: "zh | en") var language: String?

  /// The language of messages: as told, else as the locale says; Chinese by default.
  var spoken: Language {
    if let language { return language.hasPrefix("en") ? .english : .chinese }
    let environment = ProcessInfo.processInfo.environment
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
    return locale?.hasPrefix("en") == true ? .english : .chinese
  }

  private var file: String { data + "/zuoxi.sqlite" }

  /// Whether the data folder has been initialised.
  var isInitialised: Bool { FileManager.default.fileExists(atPath: file) }

  /// Opens the data folder, which must have been initialised.
  func existingStore() throws -> SQLiteStore {
    guard isInitialised else {
      throw Failure(
        Localised(
          "数据目录 \(data) 尚未初始化：请先运行 zuoxid init --data \(data)（加 --sample 载入示例）",
          "The data folder \(data) is not initialised: run zuoxid init --data \(data) first (--sample for the sample)"),
        spoken)
    }
    return try store()
  }

  /// Opens the data folder, making what is missing.
  func store() throws -> SQLiteStore {
    do {
      try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
      guard FileManager.default.isWritableFile(atPath: data) else { throw Unwritable() }
      return try SQLiteStore(folder: data)
    } catch let error as StoreOpeningError {
      throw Failure(Localised("无法打开数据：\(error)", "Cannot open the data: \(error)"), spoken)
    } catch {
      throw Failure(
        Localised(
          "数据目录 \(data) 不可写：请检查目录权限和磁盘空间",
          "The data folder \(data) cannot be written: check its permissions and the disk's space"),
        spoken)
    }
  }

  private struct Unwritable: Error {}

  /// Runs a command's work; what goes wrong is told in words.
  func telling(_ work: () async throws -> Void) async throws {
    do {
      try await work()
    } catch let problem as Problem {
      throw Failure(Localised(problem.detail, problem.detailEnglish), spoken)
    }
  }

  /// The log, on standard error: standard output carries only what scripts read.
  func logger() -> Logger {
    var logger = Logger(label: "zuoxid") { StreamLogHandler.standardError(label: $0) }
    let wanted = ProcessInfo.processInfo.environment["LOG_LEVEL"].flatMap { Logger.Level(rawValue: $0) }
    logger.logLevel = wanted ?? .warning
    return logger
  }
}

/// Ends a command with a message that says what to do.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ words: Localised, _ language: Language) { description = words.text(language) }
}

/// The machine's clock.
@Sendable func machineClock() -> Timestamp {
  Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
}
