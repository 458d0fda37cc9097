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
    }
  }
}

/// Copies a data folder's database while it is in use.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "备份，可在运行中进行 · Copies the database, also while the backend runs")

  @OptionGroup var options: SpokenOptions
  @Option(name: .long, help: "数据目录 · Data folder") var data: String
  @Option(name: .long, help: "备份文件，须不存在 · File to write; must not be there") var to: String

  func run() throws {
    try options.telling {
      try Backup.make(of: data, to: to)
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
    commandName: "restore", abstract: "从备份恢复到新目录 · Restores a copy into a new folder")

  @OptionGroup var options: SpokenOptions
  @Option(name: .long, help: "备份文件，旁边须有 .sha256 · The copy, its .sha256 beside it") var from: String
  @Option(name: .long, help: "数据目录，须无数据 · Data folder, without data") var data: String

  func run() throws {
    try options.telling {
      try Backup.restore(from, into: data, at: machineClock())
      print(
        Localised(
          "已恢复到 \(data)；各端会自动重新取得快照", "Restored into \(data); clients take a new snapshot by themselves"
        ).text(options.spoken))
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
