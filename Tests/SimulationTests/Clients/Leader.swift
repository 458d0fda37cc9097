import Desk
import Service

/// The supervisor: acts on the floor through either backend, on what the rows said a while ago.
final class Leader {
  unowned let world: Simulation
  private var written = 0

  init(_ world: Simulation) { self.world = world }

  /// Puts down the supervisor's next act.
  func plan() {
    world.later(400...2_500, "the supervisor acts") { [unowned self] in
      guard !world.isCalm else { return tidy() }
      act()
      plan()
    }
  }

  private func act() {
    let open = world.rows.conversations.values.filter { $0.stage == .talking || $0.stage == .waiting }.sorted {
      $0.id < $1.id
    }
    switch world.random.number(0...13) {
    case 12, 13: review()
    case 0: queue()
    case 1: seat()
    case 2: announce()
    default: if let conversation = world.random.pick(open) { work(on: conversation) }
    }
  }

  private func work(on conversation: Conversation) {
    let owner = conversation.agent?.id
    let act: SupervisionAct
    switch world.random.number(0...9) {
    case 0, 1: act = .whisper("密语\(world.now)")
    case 2, 3: act = .join
    case 4: act = .leave
    case 5, 6: act = .takeOver(TakeOverRequest(from: owner ?? Town.agents[0].id, reason: "帮忙"))
    case 7: act = .move(MoveRequest(from: owner, group: world.random.pick(Town.catalogue.groups)?.id))
    case 8: act = .move(MoveRequest(from: owner, agent: world.random.pick(Town.agents)?.id, note: "请接"))
    default: act = .close(CloseRequest(from: owner, reason: "结束"))
    }
    // What was seen is old by the time it is acted on.
    world.later(0...1_500, "the supervisor \(act)") { [unowned self] in
      ask(.supervise(conversation.id, act, noticeID: MessageID(world.newID("n"))))
      guard case .join = act else { return }
      written += 1
      ask(.agentWrites(conversation.id, MessageDraft(id: MessageID("leader\(written)"), text: "我是值班长")))
    }
  }

  private func queue() {
    guard let group = world.random.pick(Town.catalogue.groups)?.id else { return }
    let isClosed = world.rows.office.closure(of: group) != nil
    ask(.changeQueue(group, isClosed || world.random.chance(0.5) ? nil : QueueCloseRequest(reason: "停电")))
  }

  private func seat() {
    guard let agent = world.random.pick(Town.agents)?.id else { return }
    let choices: [Desk.Presence] = [.ready, .busy, .training, .signedOut]
    let request = SeatOrderRequest(choice: world.random.pick(choices) ?? .busy, reason: "安排")
    ask(.order(agent, request, noticeIDs: (0..<4).map { _ in MessageID(world.newID("n")) }))
  }

  /// Scores the first talk that is over, perhaps twice at once: only one of them goes by what is there.
  private func review() {
    let over = world.rows.conversations.values.filter { !$0.isOpen && $0.agent != nil }.min { $0.id < $1.id }
    guard let over, over.agent?.id != Town.supervisor.id else { return }
    let revision = world.rows.reviewsKept.last { $0.conversation == over.id }?.revision
    let scores = Dictionary(
      uniqueKeysWithValues: Town.catalogue.criteria.map { ($0.code, Int(world.random.number(0...5))) })
    for _ in 0...Int(world.random.number(0...1)) {
      ask(.figures(.review(ReviewDraft(conversation: over.id, scores: scores, comment: "", revision: revision))))
    }
  }

  private func announce() {
    let id = AnnouncementID(world.newID("a"))
    ask(.announce(AnnouncementRequest(text: "公告", minutes: 1), id: id))
    if let old = world.rows.announcements.keys.sorted().first { ask(.withdrawAnnouncement(old)) }
  }

  /// Opens what was closed and hands back what was taken over, so that everything can settle.
  private func tidy() {
    for group in world.rows.office.closedQueues ?? [] { ask(.changeQueue(group.group, nil)) }
    for talk in world.rows.conversations(of: Town.supervisor.id) where talk.stage == .talking {
      ask(.agentEnds(talk.id, noticeID: MessageID(world.newID("n"))))
    }
    guard !world.rows.conversations(of: Town.supervisor.id).isEmpty || world.rows.office.closedQueues != nil else {
      return
    }
    world.later(1_000...2_000, "the supervisor tidies up") { [unowned self] in tidy() }
  }

  private func ask(_ command: Command) {
    guard let backend = world.random.pick(world.backends), backend.isUp else { return }
    let key = world.newID("k")
    backend.perform(world.request(command, by: .staff(Town.supervisor), key: key, fingerprint: key)) {
      [unowned self] result in
      if case .success = result { world.supervised += 1 }
    }
  }
}
