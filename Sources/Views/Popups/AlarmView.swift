import Canvas
import Console
import Desk
import Glyphs

/// How the agent wants to be called 提醒设置.
enum AlarmView {
  static func draw(_ painter: inout Painter, _ form: AlarmForm) {
    let rows = AlarmForm.rows
    let inner = painter.popup(
      width: min(60, painter.frame.width - 4), height: rows.count + 4, title: painter.text("提醒设置", "Alarms"))
    let list = Rect(x: inner.x, y: inner.y, width: inner.width, height: max(1, inner.height - 2))
    painter.list(list, count: rows.count, selected: form.selected) { painter, index, row in
      painter.write(
        painter.text(name(rows[index])), row.x + 1, row.y, painter.style("ui.popup"), width: row.width - 14)
      let (words, isOn) = value(rows[index], form.settings)
      painter.writeRight(
        painter.text(words), before: row.maxX - 1, row.y,
        painter.style(isOn ? "wait.fresh" : "ui.popup.dim", on: "ui.popup"))
    }
    painter.rule(inner, list.maxY)
    painter.write(
      painter.text("空格开关，左右增减，Enter 保存；! 静音到有新情况", "Space switches, arrows change, Enter keeps; ! silences"), inner.x,
      list.maxY + 1, painter.style("ui.popup.dim"), width: inner.width)
  }

  static func name(_ row: AlarmForm.Row) -> Localised {
    switch row {
    case .rings: Localised("响铃", "Bell")
    case .notifies: Localised("桌面通知", "Desktop notification")
    case .flashes: Localised("闪屏", "Flash")
    case .isQuiet: Localised("小休和非工作时间只提醒本人事项", "On breaks and off hours, only what is mine")
    case .repeatSeconds: Localised("未处理时重复", "Again while unhandled, after")
    case .waitingSeconds: Localised("排队超过多久提醒", "Call when somebody has waited")
    case .unansweredSeconds: Localised("待回复超过多久提醒", "Call when a reply is awaited for")
    case .kind(let kind): kind.name
    }
  }

  static func value(_ row: AlarmForm.Row, _ settings: AlarmSettings) -> (Localised, isOn: Bool) {
    func flag(_ isOn: Bool) -> (Localised, isOn: Bool) { (isOn ? Localised("开", "on") : Localised("关", "off"), isOn) }
    func seconds(_ number: Int) -> (Localised, isOn: Bool) { (Localised("\(number) 秒", "\(number) s"), true) }
    return switch row {
    case .rings: flag(settings.rings)
    case .notifies: flag(settings.notifies)
    case .flashes: flag(settings.flashes)
    case .isQuiet: flag(settings.isQuietWhenAway)
    case .repeatSeconds: seconds(settings.repeatSeconds)
    case .waitingSeconds: seconds(settings.waitingSeconds)
    case .unansweredSeconds: seconds(settings.unansweredSeconds)
    case .kind(let kind): flag(!settings.muted.contains(kind))
    }
  }
}
