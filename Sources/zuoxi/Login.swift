import ArgumentParser
import Desk
import Runtime

/// `zuoxi login`.
struct Login: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "login", abstract: words("登录并保存会话", "Sign in and keep the session"))
  }

  @Option(help: .init(words("服务器地址", "The backend's address")))
  var server: String?

  @Option(help: .init(words("账号；密码从终端或标准输入读取", "The account; the password is read from the terminal or the input")))
  var account: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      let session = try SignInProgram.login(server: server, account: account, common.chosen)
      print(Localised("已登录：\(session.agent.name)", "Signed in: \(session.agent.name)").text(common.chosen))
    }
  }
}

/// `zuoxi logout`.
struct Logout: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "logout", abstract: words("退出登录并删除保存的会话", "Sign out and forget the session"))
  }

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      try SignInProgram.logout()
      print(Localised("已退出登录", "Signed out").text(common.chosen))
    }
  }
}
