import Desk
import Storage

extension Backend {
  /// A link into a room opens for so many seconds.
  static let roomLinkSeconds = 120
  /// A room's session ends after so many seconds at the latest; with its invitation it is worth nothing any more.
  static let roomSeconds = 14_400

  /// What one side's browser needs to find the other.
  func plan(for side: Side, in conversation: Conversation, of office: OfficeID) async throws -> CallPlan {
    guard let invitation = conversation.invitation, invitation.isOpen else {
      throw Problem(.notFound, detail: Localised("没有进行中的邀请", "No invitation is open"))
    }
    let now = clock()
    var plan = CallPlan(invitation: invitation, at: now)
    // Nothing that lets anybody in before both sides agreed.
    guard invitation.stage != .invited else { return plan }
    let services = try await store.read(office) { try $0.mediaServices() }
    if invitation.usesRoom == true, let rooms = services.rooms {
      plan.room = try await MeetingRoom.address(
        of: invitation, for: Self.guest(side, conversation), in: rooms, at: now)
      return plan
    }
    if let relay = services.relay {
      plan.iceServers = RelayCredential.helpers(relay, for: invitation.id.rawValue + "-" + side.rawValue, at: now)
      plan.isRelayOnly = relay.isRequired
    }
    return plan
  }

  private static func guest(_ side: Side, _ conversation: Conversation) -> MeetingRoom.Guest {
    guard side == .agent, let agent = conversation.agent else {
      return MeetingRoom.Guest(side: .taxpayer, id: "taxpayer", name: conversation.taxpayer.name)
    }
    return MeetingRoom.Guest(side: .agent, id: "agent-" + agent.id.rawValue, name: agent.name)
  }

  /// What a room's page begins with, while its invitation is the conversation's and the conversation the agent's.
  func roomSnapshot(_ pass: RoomPass, of office: OfficeID) async throws -> RoomSnapshot {
    let (conversation, head) = try await store.read(office) { (try $0.conversation(pass.conversation), try $0.head()) }
    guard let conversation, let agent = conversation.agent, agent.id == pass.agent,
      conversation.invitation?.id == pass.invitation
    else { throw Problem(.notFound, detail: Localised("该邀请已结束", "That invitation is over")) }
    return RoomSnapshot(
      position: head, agent: agent, taxpayer: conversation.taxpayer, conversation: conversation.id,
      plan: try await plan(for: .agent, in: conversation, of: office))
  }

  /// Passes a browser's words on to the other side, here and at other backends.
  func pass(
    _ request: SignalRequest, to side: Side, in conversation: ConversationID, for call: Call, office: OfficeID
  ) async throws {
    guard request.payload.utf8.count <= Signal.mostBytes else { throw Problem(.tooLarge) }
    // PostgreSQL keeps no zero in a text.
    guard !request.payload.utf8.contains(0) else { throw Problem(.invalidText) }
    let draft = SignalDraft(
      office: office, conversation: conversation, invitation: request.invitation, side: side,
      key: try call.caller().actor.scope + ":" + (call.key ?? newID()), payload: request.payload, node: membership.node)
    let signal = try await store.pass(draft, at: clock())
    await (try hubs.desk(of: office)).hub.pass(signal, to: side, in: conversation)
  }
}
