import Console
import Glyphs

/// The window's title: unread and waiting show even when the window is out of sight.
enum TitleView {
  static func title(_ state: State) -> PlainText {
    let unread = state.myConversations.reduce(0) { $0 + state.unread($1) }
    let waiting = state.replica?.floor.waitingCount ?? 0
    let isChinese = state.preferences.language == .chinese
    let offer = state.offer.map { (isChinese ? "接待提示 " : "Offer ") + $0.line.taxpayer + " · " } ?? ""
    let head = offer + (unread > 0 ? "(\(unread)) " : "")
    let name = isChinese ? "坐席" : "Zuoxi"
    let tail = waiting > 0 ? (isChinese ? " 排队 \(waiting)" : " waiting \(waiting)") : ""
    return PlainText(head + name + tail)
  }
}
