import Desk
import Histories
import Wire

/// An agent who takes whoever waits, writes, passes some on, ends and writes up, as fast as it goes.
struct ScriptedAgent: Sendable {
  let account: String
  let client: Client
  let run: String

  func work() async {
    let signIn = Endpoint.signIn(SignIn(account: account, password: "zuoxi-demo-" + account))
    guard case .success(let session)? = await client.ask(signIn) else { return }
    let token = session.token
    let agent = session.agent.id
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await client.follow(.agent(agent), token: token) {
          guard case .success(let snapshot)? = await client.ask(Endpoint.snapshot.authorised(by: token)) else {
            return nil
          }
          return snapshot.position
        }
      }
      group.addTask { await client.end.atWork { await serve(agent, token) } }
    }
  }

  private func serve(_ agent: AgentID, _ token: String) async {
    var number = 0
    func key(_ what: String) -> IdempotencyKey? {
      number += 1
      return IdempotencyKey("\(run)-\(account)-\(what)-\(number)")
    }
    while !client.end.isClosing.value {
      guard case .success(let snapshot)? = await client.ask(Endpoint.snapshot.authorised(by: token)) else { continue }
      if snapshot.me.choice != .ready, let key = key("ready") {
        _ = await client.ask(Endpoint.presence(PresenceRequest(choice: .ready), key: key).authorised(by: token))
      }
      // What an earlier moment left: everyone is served to the end.
      for detail in snapshot.conversations {
        let group = detail.conversation.queue?.group
        let code = snapshot.catalogue.wrapUpCodes.first { $0.group == nil || $0.group == group }
        await finish(detail.conversation, agent, token, code?.code ?? "", key)
      }
      let mine = snapshot.floor.waiting.filter { line in
        line.reservedFor.map { $0.id == agent } ?? snapshot.me.agent.groups.contains(line.group)
      }
      guard let line = mine.first, let acceptKey = key("accept"), let transferKey = key("transfer") else {
        try? await Task.sleep(for: .milliseconds(Int.random(in: 30...150)))
        continue
      }
      let accept = Endpoint.accept(line.conversation, key: acceptKey).authorised(by: token)
      if let detail = await client.attempt(.accept(line.conversation, by: agent), accept) {
        await talk(detail.conversation, agent, token)
        if Bool.random() {
          await passOn(detail.conversation.id, line.group, snapshot, token, transferKey)
        }
      }
    }
  }

  private func talk(_ conversation: Conversation, _ agent: AgentID, _ token: String) async {
    for _ in 0..<Int.random(in: 2...5) {
      let id = MessageID("\(run)-\(account)-" + String(UInt64.random(in: 0 ... .max), radix: 36))
      let text = "请在电子税务局“我要办税”中办理。"
      let draft = MessageDraft(id: id, text: text)
      let send = Endpoint.send(draft, in: conversation.id).authorised(by: token)
      guard await client.attempt(.write(id, conversation.id, text: text), send, place: { $0.place(of: id) }) != nil
      else { return }
    }
  }

  /// To the group it waited in, or to a colleague who is there.
  private func passOn(
    _ id: ConversationID, _ group: SkillGroupID, _ snapshot: StaffSnapshot, _ token: String, _ key: IdempotencyKey
  ) async {
    let agent = snapshot.me.agent.id
    let colleagues = snapshot.floor.seats.filter { $0.isReady && $0.agent.id != agent }
    let target = Bool.random() ? colleagues.randomElement()?.agent.id : nil
    let request = TalkTransfer(group: target == nil ? group : nil, agent: target, note: "请接着办理")
    let transfer = Endpoint.transfer(request, of: id, key: key).authorised(by: token)
    _ = await client.attempt(.transfer(id, by: agent, to: target), transfer)
  }

  private func finish(
    _ conversation: Conversation, _ agent: AgentID, _ token: String, _ code: String,
    _ key: (String) -> IdempotencyKey?
  ) async {
    if conversation.stage == .talking, let key = key("end") {
      let end = Endpoint.end(conversation.id, key: key).authorised(by: token)
      _ = await client.attempt(.end(conversation.id, by: agent), end)
    }
    guard let key = key("wrap") else { return }
    let request = WrapUpRequest(code: code, summary: "已解答")
    _ = await client.ask(Endpoint.wrapUp(request, of: conversation.id, key: key).authorised(by: token))
  }
}

/// An agent's second screen, which listens slowly; it is read straight from the backends, so that nothing in between takes what it does not.
struct SlowReader: Sendable {
  let account: String
  let client: Client

  func read() async {
    let signIn = Endpoint.signIn(SignIn(account: account, password: "zuoxi-demo-" + account))
    guard case .success(let session)? = await client.ask(signIn) else { return }
    await client.follow(.agent(session.agent.id), token: session.token) {
      guard case .success(let snapshot)? = await client.ask(Endpoint.snapshot.authorised(by: session.token)) else {
        return nil
      }
      return snapshot.position
    }
  }
}

/// A taxpayer who asks for a human, talks, waits for the end and comes again.
struct ScriptedTaxpayer: Sendable {
  let person: String
  let client: Client
  let run: String

  func live() async {
    guard case .success(let identity)? = await client.ask(.sampleIdentity(of: person)),
      let key = IdempotencyKey("\(run)-\(person)-visit"),
      case .success(let visit)? = await client.ask(.visit(VisitRequest(identity: identity.identity), key: key))
    else { return }
    let token = visit.token
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await client.follow(.taxpayer(visit.snapshot.taxpayer.id), token: token) {
          guard case .success(let snapshot)? = await client.ask(Endpoint.visitorSnapshot.authorised(by: token)) else {
            return nil
          }
          return snapshot.position
        }
      }
      group.addTask { await client.end.atWork { await come(token) } }
    }
  }

  private func come(_ token: String) async {
    var number = 0
    while !client.end.isClosing.value {
      number += 1
      guard case .success(let snapshot)? = await client.ask(Endpoint.visitorSnapshot.authorised(by: token)),
        let key = IdempotencyKey("\(run)-\(person)-\(number)")
      else { continue }
      let current = snapshot.current?.conversation
      switch current?.stage {
      case .talking:
        let id = MessageID("\(run)-\(person)-\(number)")
        let text = "发票开不出来，提示\(number)"
        let say = Endpoint.say(MessageDraft(id: id, text: text)).authorised(by: token)
        _ = await client.attempt(.say(id, by: snapshot.taxpayer.id, text: text), say, place: { $0.place(of: id) })
      case .waiting:
        if Int.random(in: 0..<20) == 0, let conversation = current?.id {
          _ = await client.attempt(.leave(conversation), Endpoint.leaveQueue(key: key).authorised(by: token))
        }
      default:
        let request = EscalationRequest(reason: "发票开不出来")
        _ = await client.ask(Endpoint.escalate(request, key: key).authorised(by: token))
      }
      try? await Task.sleep(for: .milliseconds(Int.random(in: 20...120)))
    }
  }
}

extension PostedMessages {
  /// Where it says that a message stands.
  fileprivate func place(of id: MessageID) -> ConversationID? { messages.first { $0.id == id }?.conversation }
}
