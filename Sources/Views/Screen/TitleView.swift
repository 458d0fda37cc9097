import Console
import Glyphs

/// The window's title: unread and waiting show even when the window is out of sight.
enum TitleView {
  static func title(_ state: State) -> PlainText {
    let unread = state.myConversations.reduce(0) { $0 + state.unread($1) }
    let waiting = state.replica?.floor.waitingCount ?? 0
    let isChinese = state.preferences.language == .chinese
    let offer = state.offer.map { (isChinese ? "接待提示 " : "Offer ") + $0.line.taxpayer + " · " } ?? ""
    // In the house's words only: a title is read by the terminal.
    let calls = state.alarms.alarms.filter { $0.kind != .offer && !$0.isSilenced }
    let alarm = calls.first.map { "[!] " + $0.kind.name.text(state.preferences.language) + " · " } ?? ""
    let head = alarm + offer + (unread > 0 ? "(\(unread)) " : "")
    let name = isChinese ? "坐席" : "Zuoxi"
    let tail = waiting > 0 ? (isChinese ? " 排队 \(waiting)" : " waiting \(waiting)") : ""
    return PlainText(head + name + tail)
  }
}
