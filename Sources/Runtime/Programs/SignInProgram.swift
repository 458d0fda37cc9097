import Desk
import Glibc
import Wire

/// `zuoxi login` and `zuoxi logout`.
public enum SignInProgram {
  /// Signs in and keeps the session. Asks for what is missing: on a terminal the password without echo, else the first line of the input.
  public static func login(
    server: String?, account: String?, folders: Folders = .ofUser, _ language: Language
  ) throws(ProgramFailure) -> StaffSession {
    let address = try Access.server(server, stored: StoredSession.load(folders))
    // Whether anybody is there is known before a password is asked for.
    do {
      _ = try SingleRequest.answer(to: Endpoint<About>.about, from: address)
    } catch {
      throw ProgramFailure(error)
    }
    var name = account ?? ""
    if name.isEmpty { name = try ask(Localised("账号：", "Account: ").text(language), isSecret: false) }
    let password = try ask(Localised("密码：", "Password: ").text(language), isSecret: true)
    do {
      let endpoint = Endpoint.signIn(SignIn(account: name, password: password))
      let session = try SingleRequest.answer(to: endpoint, from: address)
      try keep(
        StoredSession(
          server: address.description, office: session.office, account: session.agent.id.rawValue,
          token: session.token, expiresAt: session.expiresAt), folders)
      return session
    } catch let failure as WireFailure {
      throw ProgramFailure(failure)
    } catch let failure as ProgramFailure {
      throw failure
    } catch {
      throw ProgramFailure(.other, Localised("\(error)", "\(error)"))
    }
  }

  /// Ends the session at the backend, as far as it can be reached, and forgets it here.
  public static func logout(folders: Folders = .ofUser) throws(ProgramFailure) {
    if let stored = StoredSession.load(folders), let address = ServerAddress(stored.server) {
      _ = try? SingleRequest.answer(to: Endpoint.signOut.authorised(by: stored.token), from: address)
    }
    do {
      try StoredSession.forget(folders)
    } catch {
      throw ProgramFailure(error)
    }
  }

  private static func keep(_ session: StoredSession, _ folders: Folders) throws(ProgramFailure) {
    do {
      try session.save(folders)
    } catch {
      throw ProgramFailure(error)
    }
  }

  private static func ask(_ prompt: String, isSecret: Bool) throws(ProgramFailure) -> String {
    let isTerminal = isatty(0) == 1
    var settings = termios()
    let mayHide = isTerminal && isSecret && tcgetattr(0, &settings) == 0
    if isTerminal { print(prompt, to: 2) }
    if mayHide {
      var hidden = settings
      hidden.c_lflag &= ~tcflag_t(ECHO)
      tcsetattr(0, TCSAFLUSH, &hidden)
    }
    let line = readLine(strippingNewline: true)
    if mayHide {
      tcsetattr(0, TCSAFLUSH, &settings)
      print("\n", to: 2)
    }
    guard let line, !line.isEmpty else {
      throw ProgramFailure(.usage, Localised("没有输入账号或密码", "No account or password was given"))
    }
    return line
  }

  private static func print(_ text: String, to file: Int32) {
    try? FileStore.write(file, Array(text.utf8), "the terminal")
  }
}
