import ArgumentParser
import Desk
import Foundation
import Storage

/// The language alone, for commands that take a file.
struct SpokenOptions: ParsableArguments {
  @Option(name: .long, help: "zh | en") var language: String?

  var spoken: Language { spokenLanguage(asked: language) }

  func telling(_ work: () throws -> Void) throws {
    do {
      try work()
    } catch let error as StoreOpeningError {
      throw Failure(Localised("未完成：\(error.words.chinese)", "Not done: \(error.words.english)"), spoken)
    } catch let error as MoveError {
      throw Failure(Localised("未完成：\(error.words.chinese)", "Not done: \(error.words.english)"), spoken)
    }
  }
}

/// Copies a data folder's database while it is in use.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "备份数据目录，可在运行中进行 · Copies a data folder's database, also while the backend runs",
    discussion: """
      PostgreSQL 请用它自己的工具备份（pg_basebackup 加 WAL 归档，或 pg_dump），恢复后运行 zuoxid restore --database …。
      PostgreSQL is copied by means of its own (pg_basebackup with archived WAL, or pg_dump); once it is restored, run zuoxid restore --database ….
      """)

  @OptionGroup var options: SpokenOptions
  @Option(name: .long, help: "数据目录 · Data folder") var data: String?
  @Option(name: .long, help: .hidden) var database: String?
  @Option(name: .long, help: "备份文件，须不存在 · File to write; must not be there") var to: String

  func validate() throws {
    guard data == nil || database != nil else { return }
    throw ValidationError(
      database == nil
        ? Localised("请给出 --data 目录", "Give --data DIR").text(options.spoken)
        : Localised(
          "PostgreSQL 请用 pg_basebackup 加 WAL 归档（或 pg_dump）备份；恢复后运行 zuoxid restore --database …",
          "Copy PostgreSQL with pg_basebackup and archived WAL (or pg_dump); once it is restored, run zuoxid restore --database …"
        ).text(options.spoken))
  }

  func run() throws {
    try options.telling {
      try Backup.make(of: data ?? "", to: to)
      print(
        Localised(
          "已备份到 \(to)，并已核对；校验和在 \(to).sha256，两个文件须放在一起",
          "Copied to \(to), and verified; its checksum is \(to).sha256, keep the two together"
        ).text(options.spoken))
    }
  }
}

/// Puts a copy back.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "从备份恢复到新目录 · Restores a copy into a new folder",
    discussion: """
      PostgreSQL 已用它自己的工具恢复，或备用服务器接管时丢了提交：停止所有后台，运行 zuoxid restore --database …，核对数据并让各端重新取得快照。
      A PostgreSQL database that was restored by means of its own, or lost commits when a standby took over: with every backend stopped,
      zuoxid restore --database … proves it and lets every client take a new snapshot.
      """)

  @OptionGroup var options: SpokenOptions
  @Option(name: .long, help: "备份文件，旁边须有 .sha256 · The copy, its .sha256 beside it") var from: String?
  @Option(name: .long, help: "数据目录，须无数据 · Data folder, without data") var data: String?
  @Option(
    name: .long,
    help:
      "已恢复的 PostgreSQL 库，代替以上两项；也可用 ZUOXI_DATABASE · A PostgreSQL database that was restored, instead of both; or ZUOXI_DATABASE"
  )
  var database: String?

  /// A command line is seen by everybody on the machine, and a URL may hold a password.
  private var restored: String? {
    database ?? (from == nil && data == nil ? ProcessInfo.processInfo.environment["ZUOXI_DATABASE"] : nil)
  }

  func validate() throws {
    guard restored == nil ? from == nil || data == nil : from != nil || data != nil else { return }
    throw ValidationError(
      Localised(
        "请给出 --from 备份 和 --data 目录，或只给 --database（或 ZUOXI_DATABASE）",
        "Give --from COPY and --data DIR, or --database (or ZUOXI_DATABASE) alone"
      )
      .text(
        options.spoken))
  }

  func run() throws {
    if let restored { return try renew(restored) }
    guard let from, let data else { return }
    try options.telling {
      try Backup.restore(from, into: data, at: machineClock())
      print(
        Localised(
          "已恢复到 \(data)；各端会自动重新取得快照", "Restored into \(data); clients take a new snapshot by themselves"
        ).text(options.spoken))
    }
  }

  private func renew(_ database: String) throws {
    try options.telling {
      let now = Stores.clock(of: database) ?? machineClock()
      let offices = try RestoredDatabase.renew(database, at: now).map(\.rawValue).joined(separator: ", ")
      print(
        Localised("\(offices)：已核对，各端会重新取得快照", "\(offices): proved; clients take a new snapshot by themselves").text(
          options.spoken))
    }
  }
}

/// Proves a copy.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "verify", abstract: "核对备份文件 · Proves a copy")

  @OptionGroup var options: SpokenOptions
  @Argument(help: "备份文件，旁边须有 .sha256 · The copy, its .sha256 beside it") var file: String

  func run() throws {
    try options.telling {
      let findings = try Backup.verify(file)
      for finding in findings { print("  " + finding.text(options.spoken)) }
      guard findings.isEmpty else {
        throw Failure(
          Localised("\(file) 已损坏，请勿用于恢复", "\(file) is damaged; do not restore from it"), options.spoken)
      }
      print(Localised("\(file) 完好", "\(file) is whole").text(options.spoken))
    }
  }
}
