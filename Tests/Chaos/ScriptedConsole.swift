import Desk
import Foundation
import Histories
import TestPrograms
import Wire

/// An agent at a real console in a real terminal: the console is killed in the middle of what is typed, and started again at once.
final class ScriptedConsole: Sendable {
  private let account: String
  /// Begins everything that is typed here, unlike what is typed at other consoles.
  private let mark: Character
  private let client: Client
  private let folder: String
  private let terminal = LockedBox<TerminalSession?>(nil)
  private let agentID = LockedBox<AgentID?>(nil)

  /// A console that keeps what it keeps in that folder.
  init(account: String, mark: Character, client: Client, folder: String) {
    self.account = account
    self.mark = mark
    self.client = client
    self.folder = folder
  }

  /// Whose console it is, once they are signed in.
  var agent: AgentID? { agentID.value }

  /// Kills it with SIGKILL, as soon as one is running; whether there was one within half a minute.
  func kill() async -> Bool {
    for _ in 0..<300 {
      let isKilled = try? await aside { [terminal] in try terminal.value?.signal("KILL", program: "zuoxi") ?? false }
      if isKilled == true { return true }
      await wait(100)
    }
    return false
  }

  /// Takes talks and writes in them until no new wishes are wanted, then lets what was written arrive.
  func work(server: String) async {
    let signIn = Endpoint.signIn(SignIn(account: account, password: "zuoxi-demo-" + account))
    guard case .success(let session)? = await client.ask(signIn) else { return }
    let agent = session.agent.id
    agentID.value = agent
    let seat = "\(BackendProcess.folder)/zuoxi seat --server \(server) --token \(session.token)"
    let folder = folder
    terminal.value = try? await aside {
      // It ends with this program.
      try TerminalSession(state: folder, "while kill -0 \(getpid()); do \(seat); sleep 0.2; done")
    }
    await ready(session.token)
    var number = 0
    while !client.end.isClosing.value {
      guard await hasTalk(session.token) else {
        await press("F5")
        await wait(500)
        continue
      }
      number += 1
      await say("【\(mark)\(Self.numeral(number))】", agent)
      await wait(Int.random(in: 0...400))
    }
    await settle()
    _ = try? await aside { [terminal] in terminal.value?.end() }
  }

  /// Chooses to be ready, once the console's stream has made the seat present.
  private func ready(_ token: String) async {
    while !client.end.isClosing.value {
      guard let key = IdempotencyKey(UUID().uuidString) else { return }
      _ = await client.ask(Endpoint.presence(PresenceRequest(choice: .ready), key: key).authorised(by: token))
      await wait(300)
      if case .success(let snapshot)? = await client.ask(Endpoint.snapshot.authorised(by: token)),
        snapshot.me.choice == .ready
      {
        return
      }
    }
  }

  private func hasTalk(_ token: String) async -> Bool {
    guard case .success(let snapshot)? = await client.ask(Endpoint.snapshot.authorised(by: token)) else { return false }
    return snapshot.conversations.contains { $0.conversation.stage == .talking }
  }

  /// Types and sends. What the next console has in its composer, because a killed one kept it, is sent there.
  private func say(_ words: String, _ agent: AgentID) async {
    let place = client.ledger.types(Typed(by: agent, words))
    await type(words)
    await press("Enter")
    for attempt in 1...150 {
      await wait(60)
      let lines = await view()
      // The talk stands above its composer.
      let composer = lines.lastIndex { $0.contains("├─ 回复") } ?? 0
      let places = lines.indices.filter { Self.talk(lines[$0]).contains(words) }
      if places.contains(where: { $0 < composer }) { return client.ledger.shows(place) }
      let isAsked = lines.contains { $0.contains("再按 Enter") }
      if isAsked || (attempt % 5 == 0 && places.contains { $0 > composer && composer > 0 }) {
        await press("Enter")
      } else if attempt % 20 == 0 {
        // A console that has just begun may stand elsewhere.
        await press("M-1")
      }
    }
  }

  /// The part of a line of the screen that belongs to the talk: between the lists and the card.
  private static func talk(_ line: String) -> Substring {
    let parts = line.split(omittingEmptySubsequences: false) { "│┤├".contains($0) }
    return parts.count > 1 ? parts[1] : ""
  }

  /// Waits until nothing is in the outbox any more, a minute at most.
  private func settle() async {
    var calm = 0
    for _ in 0..<300 {
      await wait(200)
      let lines = await view()
      // The first lines are the console's own state.
      let isLive = lines.first?.contains("在线") == true
      calm = isLive && !lines.prefix(2).contains { $0.contains("发件箱") } ? calm + 1 : 0
      if calm >= 10 { break }
    }
    // Told to whoever sits there, with the reason.
    let lines = await view()
    for (line, next) in zip(lines, lines.dropFirst()) where Self.talk(line).hasSuffix("!  ") {
      let words = "the console of \(account) was refused \(Self.talk(line)): \(Self.talk(next))\n"
      FileHandle.standardError.write(Data(words.utf8))
    }
  }

  private func view() async -> [String] {
    let screen = (try? await aside { [terminal] in terminal.value?.screen ?? "" }) ?? ""
    return screen.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func press(_ key: String) async { _ = try? await aside { [terminal] in try terminal.value?.press([key]) } }

  private func type(_ text: String) async { _ = try? await aside { [terminal] in try terminal.value?.type(text) } }

  private func wait(_ milliseconds: Int) async { try? await Task.sleep(for: .milliseconds(milliseconds)) }

  /// A number in characters that are no key of the console's, whatever stands on its screen when they arrive.
  private static func numeral(_ number: Int) -> String {
    String(String(number).compactMap { $0.wholeNumberValue }.map { Array("〇一二三四五六七八九")[$0] })
  }
}
