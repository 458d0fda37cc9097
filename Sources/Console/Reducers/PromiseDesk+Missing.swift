import Desk

extension PromiseDesk.Writing {
  /// What is said when nothing was written.
  var missing: Localised {
    switch self {
    case .ticket, .talkTicket, .title: Localised("请先写标题，再按 Enter", "Write a title, then press Enter")
    case .closing: Localised("请先写关闭原因，再按 Enter", "Say why it is closed, then press Enter")
    case .result: Localised("请先写办结结果，再按 Enter", "Write the result, then press Enter")
    case .reply, .question, .note: Localised("请先写内容，再按 Enter", "Write something, then press Enter")
    }
  }
}
