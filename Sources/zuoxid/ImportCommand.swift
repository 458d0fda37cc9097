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
      文件里的每个列表整个替换机构原有的同名列表；只改几条时，先用 zuoxid export office 导出再改。
      Each list in a file takes the place of the office's whole list of that name. To change a few entries, export first
      (zuoxid export office), change them there, and load the file again.
      """)

  @OptionGroup var common: CommonOptions
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
      let store = try common.store()
      let counts = try await ContentLoader(store: store, cost: .standard).load(read, at: machineClock())
      try await store.close()
      let words = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      print(Localised("已导入：\(words)", "Loaded: \(words)").text(common.spoken))
    }
  }
}
