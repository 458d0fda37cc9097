import ArgumentParser
import Desk
import Imports
import Server

/// Makes a data folder.
struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "init", abstract: "初始化数据目录 · Makes a data folder")

  @OptionGroup var common: CommonOptions
  @Flag(name: .long, help: "载入示例机构 · Loads the sample office") var sample = false

  func run() async throws {
    try await common.telling {
      let store = try common.store()
      if sample {
        guard try await store.offices().isEmpty else {
          try await store.close()
          throw Failure(
            Localised("数据目录已有机构，未载入示例", "The data folder has an office already; the sample was not loaded"),
            common.spoken)
        }
        // The sample's passwords stand in its file for everyone: no cost of hashing protects them.
        try await ContentLoader(store: store, cost: .light).load(SampleOffice.files, at: machineClock())
      }
      try await store.close()
      print(Localised("已初始化 \(common.data)", "Initialised \(common.data)").text(common.spoken))
    }
  }
}
