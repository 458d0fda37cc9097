import ArgumentParser
import Desk
import Foundation
import Server
import Storage

/// Sets an account's password, read from standard input.
struct PasswordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "passwd", abstract: "设置密码（从标准输入读取） · Sets a password, read from standard input")

  @OptionGroup var common: CommonOptions
  @Option(name: .long, help: "机构代码 · Office") var office: String?
  @Argument(help: "账号 · Account") var account: String

  func run() async throws {
    try await common.telling {
      let store = try common.existingStore()
      let id = try await common.office(office, in: store)
      let agent = AgentID(account)
      guard var kept = try await store.read(id, { try $0.account(agent) }) else {
        throw Failure(Localised("没有账号 \(account)", "There is no account \(account)"), common.spoken)
      }
      FileHandle.standardError.write(Data((Localised("新密码：", "New password: ").text(common.spoken)).utf8))
      guard let password = readLine(strippingNewline: true), password.count >= 8 else {
        throw Failure(Localised("密码至少 8 个字符", "A password has at least 8 characters"), common.spoken)
      }
      kept.passwordHash = try PasswordHash.make(password, cost: .standard)
      let current = try await store.read(id) { try $0.office() }
      try await store.load(OfficeContent(office: current, accounts: [kept]), at: machineClock())
      try await store.close()
      print(Localised("已设置", "Set").text(common.spoken))
    }
  }
}
