import Canvas
import Console
import Desk
import Glyphs

/// The hours of the last seven days: how many asked for a human, darker for more; marked where the target was missed.
enum WallHeatView {
  static func draw(_ painter: inout Painter, _ area: Area, marked: WallHour?) {
    guard let service = painter.state.wallFigures.service else {
      return painter.empty(area, painter.text("正在载入…", "Loading…"))
    }
    guard !service.heat.isEmpty else { return painter.empty(area, painter.text("还没有数据", "Nothing is counted yet")) }
    let hours = range(service.heat)
    let width = max(1, min(4, (area.width - 9) / hours.count))
    for hour in hours where (hour - hours.lowerBound).isMultiple(of: width > 2 ? 1 : 2) {
      painter.write(
        PlainText(String(hour)), area.x + 8 + (hour - hours.lowerBound) * width, area.y, painter.style("ui.text.dim"),
        width: max(2, width))
    }
    let most = max(1, service.heat.map(\.offered).max() ?? 1)
    let days = Set(service.heat.map(\.day)).sorted().suffix(max(0, area.height - 1))
    for (place, day) in days.enumerated() {
      let y = area.y + 1 + place
      painter.write(name(painter, day), area.x + 1, y, painter.style("ui.text.dim"), width: 7)
      for cell in service.heat where cell.day == day && hours.contains(cell.hour) {
        let words = painter.symbols.shade(cell.offered, of: most, width: max(1, width - 1))
        let x = area.x + 8 + (cell.hour - hours.lowerBound) * width
        painter.write(words, x, y, painter.style(scope(cell)), width: width)
        painter.hits.add(
          .wallHour(WallHour(day: day, hour: cell.hour)), Rect(x: x, y: y, width: width, height: 1))
      }
      if let marked, marked.day == day, hours.contains(marked.hour) {
        let x = area.x + 8 + (marked.hour - hours.lowerBound) * width
        painter.select(Rect(x: x, y: y, width: max(1, width - 1), height: 1), isActive: true)
      }
    }
  }

  /// The marked hour in words.
  static func words(_ painter: Painter, _ hour: WallHour) -> PlainText {
    let cell = painter.state.wallFigures.service?.heat.first { $0.day == hour.day && $0.hour == hour.hour }
    let level = cell?.serviceLevel.map { "\(Int(($0 * 100).rounded()))%" } ?? "—"
    let (offered, gone) = (cell?.offered ?? 0, cell?.abandoned ?? 0)
    return name(painter, hour.day)
      + painter.text(
        " \(hour.hour) 时 来 \(offered) 弃 \(gone) 水平 \(level)",
        " \(hour.hour):00 came \(offered), left \(gone), level \(level)")
  }

  /// The hours that have something, at least the working day.
  private static func range(_ heat: [ServiceFigures.Hour]) -> ClosedRange<Int> {
    min(9, heat.map(\.hour).min() ?? 9)...max(17, heat.map(\.hour).max() ?? 17)
  }

  private static func name(_ painter: Painter, _ day: CivilDate) -> PlainText {
    let names = [
      ("周一", "Mon"), ("周二", "Tue"), ("周三", "Wed"), ("周四", "Thu"), ("周五", "Fri"), ("周六", "Sat"), ("周日", "Sun"),
    ]
    let (chinese, english) = names[day.weekday - 1]
    return painter.text(chinese, english) + PlainText(" " + String(day.description.suffix(2)))
  }

  /// Colour tells whether the hour's people were served in time.
  private static func scope(_ hour: ServiceFigures.Hour) -> String {
    guard let level = hour.serviceLevel else { return "ui.text.dim" }
    return level >= 0.8 ? "wait.fresh" : level >= 0.6 ? "wait.warning" : "wait.overdue"
  }
}
