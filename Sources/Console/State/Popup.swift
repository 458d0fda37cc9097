import Desk

/// What lies over the panes and takes the keys.
public enum Popup: Equatable, Sendable {
  /// A waiting conversation, looked at before taking it.
  case preview(Preview)
  /// The choice of state; the marked row.
  case presence(selected: Int)
  /// The wrap-up of that conversation.
  case wrapUp(ConversationID)
  /// The command palette.
  case palette(Picker)
  /// What can be done here; rows scrolled down.
  case help(scroll: Int)
  /// A question to be answered with Enter or Esc.
  case question(Question)
  /// The knowledge base.
  case knowledge(KnowledgeSearch)
  /// The quick replies.
  case quickReplies(Picker)
  /// The entry links.
  case entryLinks(Picker)
  /// Passing a talk on.
  case transfer(TransferForm)
  /// Choosing a picture to send.
  case pictures(PictureForm)
  /// Pictures by telephone.
  case phone(PhoneForm)
  /// A picture of the talk.
  case picture(PictureView)
  /// Something written down for other staff.
  case note(NoteForm)
  /// What agent and colleague say to each other 会商.
  case sideTalk(SideTalkForm)
  /// Blocking a taxpayer 拉黑.
  case block(BlockForm)
  /// Those who are blocked.
  case blocks(BlockListState)
  /// Remote assist and calls.
  case call(CallForm)
  /// A quick reply of one's own being written.
  case reply(ReplyForm)
  /// The templates of service sheets.
  case sheetTemplates(Picker)
  /// A service sheet before it is sent.
  case sheetOrder(SheetOrder)
  /// A service sheet being checked.
  case sheet(SheetDesk)
  /// What was promised: messages left, tickets, and what is most overdue.
  case promises(PromiseDesk)
  /// Appointments.
  case appointments(AppointmentDesk)
  /// How the agent wants to be called.
  case alarms(AlarmForm)
  /// The supervisor's wall.
  case wall(WallBoard)
  /// The taxpayer's card, where there is no room for it beside the talk; rows scrolled down.
  case card(scroll: Int)
}

extension Popup {
  /// The talk whose sheet it is about.
  var sheetConversation: ConversationID? {
    switch self {
    case .sheetOrder(let order): order.conversation
    case .sheet(let desk): desk.conversation
    default: nil
    }
  }
}
