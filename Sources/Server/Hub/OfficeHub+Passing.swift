import Desk
import Logging
import NIOCore
import Service
import Storage

// What is passed on and not logged.
extension OfficeHub {
  /// Queues and seats now.
  func digest(at now: Timestamp) -> FloorDigest { state.digest(at: now, head: position) }

  /// A waiting taxpayer's place.
  func standing(of taxpayer: TaxpayerID, at now: Timestamp) -> QueueStanding? { state.standings(at: now)[taxpayer] }

  /// Passes on that someone types in a conversation that is theirs. The agent reads the taxpayer's draft; the taxpayer learns only that the
  /// agent types. Returns what to whisper to other backends, whose readers they may be.
  func typing(
    in id: ConversationID?, by writer: StreamSubject, draft: String, node: NodeID?, at now: Timestamp
  ) async throws -> Whisper? {
    // Taken by another backend a moment ago, perhaps.
    if node != nil, (try? talk(id, writer)) == nil { await catchUp(at: now) }
    guard let talk = try talk(id, writer) else { return nil }
    let side: Side = if case .staff = writer { .agent } else { .taxpayer }
    let whisper = Whisper(
      office: office, conversation: talk.id, side: side, node: node ?? "", at: now,
      isTyping: !draft.isEmpty, draft: side == .agent ? "" : CleanText.cut(draft, bytes: Self.draftBytes))
    pass(whisper)
    return node == nil ? nil : whisper
  }

  private func talk(_ id: ConversationID?, _ writer: StreamSubject) throws(Problem) -> Conversation? {
    switch writer {
    case .staff(let agent):
      guard let id, let owners = state.owners(of: id) else { throw Problem(.conversationNotFound) }
      guard owners.agent == agent || owners.joined == agent else { throw Problem(.notYours) }
      guard let talk = state.conversations[id], talk.stage == .talking else { throw Problem(.wrongStage) }
      return talk
    case .visitor(let taxpayer): return state.talk(of: taxpayer)
    case .room, .supervisor, .watch: return nil
    }
  }

  /// Hands what is being typed to the other side's streams here.
  func pass(_ whisper: Whisper) {
    guard let talk = state.conversations[whisper.conversation], talk.stage == .talking, let agent = talk.agent else {
      return
    }
    let isAgent = whisper.side == .agent
    let told: [StreamSubject] =
      isAgent
      ? [.visitor(talk.taxpayer.id)] : [agent.id, talk.joined?.supervisor.id].flatMap(Self.streams)
    let subjects = (told + (watches[talk.id] ?? [])).filter { readers[$0] != nil }
    guard !subjects.isEmpty else { return }
    let notice = TypingNotice(
      conversation: talk.id, side: whisper.side, draft: whisper.draft, isTyping: whisper.isTyping)
    let record = ServerSentEvent.encode("typing", notice, at: position)
    for subject in subjects { deliver([record], to: subject) }
  }

  /// The streams of a member of staff.
  private static func streams(of agent: AgentID?) -> [StreamSubject] {
    agent.map { [.staff($0), .supervisor($0)] } ?? []
  }

  /// Hands a browser's words to the other side's streams here.
  func pass(_ signal: Signal, to side: Side, in id: ConversationID) {
    let subject: StreamSubject
    if side == .agent {
      subject = .room(signal.invitation)
    } else {
      guard let talk = state.conversations[id] else { return }
      subject = .visitor(talk.taxpayer.id)
    }
    guard readers[subject] != nil else { return }
    deliver([ServerSentEvent.encode("signal", signal, at: position)], to: subject)
  }
}
