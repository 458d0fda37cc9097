import ArgumentParser
import Desk
import Foundation
import Imports
import Server

/// Loads import files.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "导入文件 · Loads import files",
    discussion: """
      文件里的每个列表整个替换机构原有的同名列表。会因此删除条目时不导入，并列出将删除的条目；确要删除请加 --remove。
      只改几条时，先用 zuoxid export office 或 knowledge 导出，改好再导入。账号和主机只增改，不删除。
      Each list in a file takes the place of the office's whole list of that name. Where that would remove entries, nothing is
      loaded and they are told; --remove says that it is meant. To change a few entries, export first (zuoxid export office, or
      knowledge), change them there, and load the file again. Accounts and hosts are added and changed, never removed.
      """)

  @OptionGroup var common: CommonOptions
  @Flag(name: .long, help: "允许删除文件中没有的条目 · Entries that the files do not have may be removed") var remove = false
  @Argument(help: "YAML") var files: [String]

  func run() async throws {
    try await common.telling {
      let read = try files.map { path in
        guard let bytes = FileManager.default.contents(atPath: path) else {
          throw Failure(Localised("无法读取 \(path)", "Cannot read \(path)"), common.spoken)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw Failure(Localised("\(path) 不是 UTF-8 文本", "\(path) is not UTF-8 text"), common.spoken)
        }
        return ImportFile(name: path, text: text)
      }
      // A first import makes the data folder; what can be seen to be wrong is said before anything is made.
      do {
        let parsed = try OfficeImport(read)
        if common.isNew, parsed.officeID == nil { _ = try common.existingStore() }
      } catch let error as ImportError {
        throw error.problem
      }
      let store = try common.loadedStore()
      let counts = try await ContentLoader(store: store, cost: .standard).load(
        read, at: machineClock(), removes: remove)
      try await store.close()
      let words = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      print(Localised("已导入：\(words)", "Loaded: \(words)").text(common.spoken))
    }
  }
}
