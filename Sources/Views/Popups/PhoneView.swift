import Canvas
import Console
import Desk
import Glyphs
import QuickCodes

/// Pictures by telephone: the link as a QR code and as text, how long it is good for, what has come.
enum PhoneView {
  static func draw(_ painter: inout Painter, _ form: PhoneForm) {
    let name = painter.state.replica?.conversations[form.conversation]?.conversation.taxpayer.name ?? ""
    let code = form.link.flatMap { QuickCode($0.url) }
    let size = code.map { painter.size(of: $0) } ?? (width: 40, height: 6)
    // The link stands on one row where it can: it may have to be typed.
    let width = max(60, size.width + 6, min(painter.frame.width - 4, (form.link?.url.count ?? 0) + 4))
    let inner = painter.popup(
      width: width, height: min(painter.frame.height - 2, size.height + 5),
      title: painter.text("手机传图 ", "By telephone: ") + PlainText(name))
    guard let link = form.link, let code else {
      let words = form.failure.map(\.text) ?? Localised("正在取二维码……", "Asking for the code …")
      painter.write(painter.text(words), inner.x, inner.y, painter.style("ui.popup"), width: inner.width)
      return
    }
    let count = painter.state.picturesReceived(form)
    let left = painter.state.clock.now.map { max(0, link.expiresAt.seconds(since: $0)) } ?? 0
    let state =
      left == 0
      ? painter.text("已过期，Esc 后重新打开", "ended; Esc and open it again")
      : painter.text("剩 \(ClockText.wait(left))", "\(ClockText.wait(left)) left")
    let got = painter.text("已收到 \(count) 张", "\(count) received")
    painter.write(
      painter.text("用手机扫码拍照，直接发入会话。", "Scan it, take pictures; they go into the talk."), inner.x, inner.y,
      painter.style("ui.popup"), width: inner.width)
    let taken = painter.writeRight(state, before: inner.maxX, inner.y + 1, painter.style("ui.popup.dim"))
    painter.write(
      got, inner.x, inner.y + 1, painter.style(count > 0 ? "talk.mark.read" : "ui.popup.dim", on: "ui.popup"),
      width: inner.width - taken - 1)
    let linkRows = PlainText(link.url).wrapped(to: inner.width, painter.ambiguous)
    let area = Rect(
      x: inner.x, y: inner.y + 2, width: inner.width, height: max(0, inner.height - 2 - min(2, linkRows.count)))
    if !painter.draw(code, in: area) {
      painter.write(
        painter.text("窗口太小，放不下二维码；请放大，或在手机上打开：", "No room for the code; enlarge the window or open this:"), area.x,
        area.y,
        painter.style("wait.warning", on: "ui.popup"), width: area.width)
    }
    for (offset, line) in linkRows.prefix(2).enumerated() {
      painter.write(line, inner.x, area.maxY + offset, painter.style("ui.popup.dim"), width: inner.width)
    }
  }
}
