import Desk

/// Charts of a report: things as bars side by side, parts of 1 as a curve or as bars.
enum FiguresChart {
  private static let (width, height, left, bottom, top) = (720.0, 180.0, 44.0, 24.0, 10.0)
  private static let classes = ["one", "two", "three"]

  static func charts(of report: FiguresReport, _ language: Language) -> [String] {
    let rows = Array(report.rows.filter { !$0.key.isEmpty }.suffix(200))
    guard rows.count > 1 else { return [] }
    let isTime = report.query.by == .hour || report.query.by == .day
    let metrics = report.query.kind.metrics
    let waits = [Metric.offered, .answered, .abandoned].filter(metrics.contains)
    let counts = waits.count > 1 ? waits : Array(metrics.filter { $0.unit == .count }.prefix(3))
    let part = metrics.contains(.serviceLevel) ? .serviceLevel : metrics.first { $0.unit == .ratio }
    var charts: [String] = []
    if !counts.isEmpty { charts.append(bars(counts, rows, language)) }
    if let part { charts.append(isTime ? curve(part, rows, language) : bars([part], rows, language)) }
    return charts
  }

  private static func bars(_ metrics: [Metric], _ rows: [FiguresReport.Row], _ language: Language) -> String {
    let values = rows.map { row in metrics.map { (row.figures[$0] ?? nil) ?? 0 } }
    let most = metrics.first?.unit == .ratio ? 1 : nice(values.flatMap(\.self).max() ?? 0)
    let step = (width - left) / Double(rows.count)
    let bar = min(28, step * 0.8 / Double(metrics.count))
    var shapes = ""
    for (place, group) in values.enumerated() {
      let start = left + step * (Double(place) + 0.5) - bar * Double(metrics.count) / 2
      for (index, value) in group.enumerated() where value > 0 {
        let size = value / most * (height - bottom - top)
        shapes +=
          "<rect class=\"\(classes[index])\" x=\"\(spell(start + bar * Double(index)))\" y=\"\(spell(height - bottom - size))\" "
          + "width=\"\(spell(max(1, bar - 1)))\" height=\"\(spell(size))\"></rect>\n"
      }
    }
    return figure(metrics, shapes, rows, most, language)
  }

  private static func curve(_ metric: Metric, _ rows: [FiguresReport.Row], _ language: Language) -> String {
    let step = (width - left) / Double(rows.count)
    var path = ""
    var isDrawing = false
    for (place, row) in rows.enumerated() {
      guard let value = row.figures[metric] ?? nil else {
        isDrawing = false
        continue
      }
      let (x, y) = (left + step * (Double(place) + 0.5), height - bottom - value * (height - bottom - top))
      path += (isDrawing ? "L" : "M") + spell(x) + " " + spell(y) + " "
      isDrawing = true
    }
    return figure([metric], "<path class=\"curve\" d=\"\(path)\"></path>\n", rows, 1, language)
  }

  private static func figure(
    _ metrics: [Metric], _ shapes: String, _ rows: [FiguresReport.Row], _ most: Double, _ language: Language
  ) -> String {
    let isPart = metrics.first?.unit == .ratio
    let names = metrics.map { FiguresPage.escaped($0.name.text(language)) }
    let legend = zip(names, classes).map { "<span class=\"\($1)\">■</span> \($0)" }.joined(separator: "  ")
    var axis = ""
    for part in [0, 0.5, 1.0] {
      let y = spell(height - bottom - part * (height - bottom - top))
      let words = isPart ? NumberText.percent(part) : NumberText.plain(most * part)
      axis += "<line class=\"grid\" x1=\"\(spell(left))\" x2=\"\(spell(width))\" y1=\"\(y)\" y2=\"\(y)\"></line>\n"
      axis +=
        "<text x=\"\(spell(left - 6))\" y=\"\(y)\" text-anchor=\"end\" dominant-baseline=\"middle\">\(words)</text>\n"
    }
    let step = (width - left) / Double(rows.count)
    let every = max(1, Int((Double(rows.count) / 10).rounded(.up)))
    for (place, row) in rows.enumerated() where place % every == 0 {
      let words = FiguresPage.escaped(String(row.name.text(language).prefix(16)))
      axis +=
        "<text x=\"\(spell(left + step * (Double(place) + 0.5)))\" y=\"\(spell(height - 6))\" text-anchor=\"middle\">\(words)</text>\n"
    }
    let label = names.joined(separator: ", ")
    return
      "<figure>\n<figcaption>\(legend)</figcaption>\n<svg viewBox=\"0 0 \(spell(width)) \(spell(height))\" role=\"img\" "
      + "aria-label=\"\(label)\">\n\(axis)\(shapes)</svg>\n</figure>"
  }

  /// A round number that is not below.
  private static func nice(_ value: Double) -> Double {
    var unit = 1.0
    while unit * 10 < value { unit *= 10 }
    for factor in [1.0, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10] where unit * factor >= value {
      // Its half stands at the axis, too: a whole number.
      return max(2, (unit * factor / 2).rounded(.up) * 2)
    }
    return unit * 10
  }

  private static func spell(_ number: Double) -> String { NumberText.short(number) }
}
