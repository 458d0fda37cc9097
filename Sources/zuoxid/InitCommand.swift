import ArgumentParser
import Desk
import Imports
import Server

/// Makes a data folder or a database ready.
struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "初始化数据目录或数据库 · Makes a data folder or a database ready")

  @OptionGroup var common: CommonOptions
  @Flag(name: .long, help: "载入示例机构 · Loads the sample office") var sample = false

  func run() async throws {
    try await common.telling {
      let store = try common.loadedStore()
      if sample {
        guard try await store.officeIDs().isEmpty else {
          try await store.close()
          throw Failure(
            Localised("已有机构，未载入示例", "There is an office already; the sample was not loaded"),
            common.spoken)
        }
        // The sample's passwords stand in its file for everyone: no cost of hashing protects them.
        try await ContentLoader(store: store, cost: .light).load(SampleOffice.files, at: machineClock())
      }
      try await store.close()
      print(Localised("已初始化 \(common.place)", "Initialised \(common.place)").text(common.spoken))
      if sample { try tellAccounts() }
    }
  }

  /// Who may sign in: without a login and a password a newcomer is stopped at the first prompt.
  private func tellAccounts() throws {
    let accounts = try SampleOffice.accounts()
    let words = Localised(
      "示例账号（密码人人可见，正式使用前请换掉）：", "Sample accounts; everybody can read these passwords, replace them before real use:")
    print(words.text(common.spoken))
    let width = accounts.map(\.login.count).max() ?? 0
    for account in accounts {
      let login = account.login + String(repeating: " ", count: width - account.login.count)
      print("  \(login)  \(account.password)  \(account.agent.role.name.text(common.spoken))")
    }
    print(
      Localised("然后：zuoxid serve …，zuoxi login，zuoxi seat", "Then: zuoxid serve …, zuoxi login, zuoxi seat").text(
        common.spoken))
  }
}
