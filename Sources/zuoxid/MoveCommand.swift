import ArgumentParser
import Desk
import Foundation
import Storage

/// Carries offices from one place to another.
struct MoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "move",
    abstract:
      "在 SQLite 与 PostgreSQL 之间迁移机构，须先停止后台 · Moves offices between SQLite and PostgreSQL; stop the backends first")

  @OptionGroup var options: SpokenOptions
  @Option(name: .long, help: "来源：数据目录或 postgres://… · Source: a data folder or postgres://…") var from: String
  @Option(name: .long, help: "目标，不得已有该机构 · Target, which must not hold the office") var to: String
  @Option(name: .long, help: "机构代码，不给则全部 · Office; all without it") var office: String?
  @Flag(name: .long, help: "核对无误后从来源删除 · Removes it from the source once it was compared") var remove = false

  func run() throws {
    do {
      let report = try OfficeMove.run(
        from: MovePlace(from), to: MovePlace(to), office: office.map { OfficeID($0) }, removing: remove,
        at: Stores.clock(of: from) ?? machineClock())
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      print(String(decoding: try encoder.encode(report), as: UTF8.self))
    } catch let error as MoveError {
      throw Failure(Localised("未迁移：\(error.words.chinese)", "Not moved: \(error.words.english)"), options.spoken)
    }
  }
}
