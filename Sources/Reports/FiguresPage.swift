import Desk
import Glyphs

/// A report as one HTML page by itself: charts as SVG within it, no script, nothing loaded; it prints on A4.
enum FiguresPage {
  static func text(_ report: FiguresReport, _ language: Language) -> String {
    let title = escaped(report.title.text(language))
    let charts = FiguresChart.charts(of: report, language).joined(separator: "\n")
    return page(
      title,
      """
      <h1>\(title)</h1>
      <p class="period">\(parts(report.subtitle.text(language)))</p>
      \(tiles(report, language))
      \(charts)
      \(rows(told(report.table(language)), language, from: 1))
      \(definitions(report, language))
      """, language)
  }

  /// A line that breaks between its parts only.
  private static func parts(_ line: String) -> String {
    line.split(separator: " · ").map { "<span>\(escaped(String($0)))</span>" }.joined(separator: " · ")
  }

  /// Tables alone.
  static func text(_ tables: [Table], _ language: Language) -> String {
    page(
      escaped(tables.first?.title.text(language) ?? ""),
      tables.map { "<h2>\(escaped($0.title.text(language)))</h2>\n" + rows($0, language, from: 0) }
        .joined(separator: "\n"), language)
  }

  private static func page(_ title: String, _ body: String, _ language: Language) -> String {
    """
    <!DOCTYPE html>
    <html lang="\(language == .chinese ? "zh-CN" : "en")">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title)</title>
    <style>
    \(style)
    </style>
    </head>
    <body>
    \(body)
    </body>
    </html>

    """
  }

  /// The figures of the whole period.
  private static func tiles(_ report: FiguresReport, _ language: Language) -> String {
    let values = (report.table(language).summary ?? []).dropFirst(2)
    let tiles = zip(report.query.kind.metrics, values).map { metric, value in
      "<div><dt>\(escaped(metric.name.text(language)))</dt><dd>\(escaped(TextTable.plain(value)))</dd></div>"
    }
    return "<dl class=\"tiles\">\n" + tiles.joined(separator: "\n") + "\n</dl>"
  }

  /// Without the columns in which nothing happened: the tiles above have them.
  private static func told(_ table: Table) -> Table {
    let kept = table.columns.indices.filter { column in
      column < 2 || table.rows.contains { $0[column] != .none && $0[column] != .count(0) }
    }
    func some<Part>(_ parts: [Part]) -> [Part] { kept.map { parts[$0] } }
    return Table(
      title: table.title, columns: some(table.columns), rows: table.rows.map(some), summary: table.summary.map(some))
  }

  /// A table without its first columns: the key says what the name says, for programs.
  private static func rows(_ table: Table, _ language: Language, from first: Int) -> String {
    func cell(_ cell: Table.Cell) -> String {
      if case .text(let text) = cell { return "<td>\(escaped(text))</td>" }
      return "<td class=\"number\">\(escaped(TextTable.plain(cell)))</td>"
    }
    let head = table.columns.dropFirst(first).map {
      "<th scope=\"col\"><span>\(escaped($0.heading.text(language)))</span></th>"
    }
    let body = table.rows.map { "<tr>" + $0.dropFirst(first).map(cell).joined() + "</tr>" }
    let sum = table.summary.map { row in
      "<tfoot><tr><th scope=\"row\">\(Localised("合计", "Total").text(language))</th>"
        + row.dropFirst(first + 1).map(cell).joined() + "</tr></tfoot>"
    }
    return "<div class=\"wide\">\n<table>\n<thead><tr>" + head.joined() + "</tr></thead>\n<tbody>\n"
      + body.joined(separator: "\n")
      + "\n</tbody>\n" + (sum ?? "") + "\n</table>\n</div>"
  }

  private static func definitions(_ report: FiguresReport, _ language: Language) -> String {
    let items = report.query.kind.metrics.map { metric in
      "<dt>\(escaped(metric.name.text(language)))</dt><dd>\(escaped(metric.explanation.text(language)))</dd>"
    }
    return "<h2>\(Localised("指标定义", "Definitions").text(language))</h2>\n<dl class=\"definitions\">\n"
      + items.joined(separator: "\n") + "\n</dl>"
  }

  /// Text that stays text: no markup, no invisible controls.
  static func escaped(_ text: String) -> String {
    PlainText(text).string.map { letter in
      switch letter {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      default: String(letter)
      }
    }.joined()
  }

  private static let style = """
    :root { color-scheme: light; --ink: #1c2330; --soft: #667085; --line: #d5dae3; --one: #2f6fde; --two: #d9822b; --three: #2a9d6f }
    * { box-sizing: border-box }
    body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: var(--ink);
      font: 14px/1.5 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif }
    h1 { margin: 0; font-size: 1.5rem } h2 { margin: 2rem 0 .5rem; font-size: 1.05rem }
    .period { margin: .2rem 0 1.2rem; color: var(--soft) } .period span { white-space: nowrap }
    .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr)); gap: .5rem; margin: 0 }
    .tiles div { border: 1px solid var(--line); border-radius: 6px; padding: .45rem .6rem }
    .tiles dt { color: var(--soft); font-size: .85em } .tiles dd { margin: 0; font-size: 1.25em; font-variant-numeric: tabular-nums }
    figure { margin: 1.2rem 0 0; break-inside: avoid } figcaption { color: var(--soft) }
    svg { display: block; width: 100%; height: auto } svg text { font-size: 11px; fill: var(--soft) }
    .one { fill: var(--one); color: var(--one) } .two { fill: var(--two); color: var(--two) } .three { fill: var(--three); color: var(--three) }
    .grid { stroke: var(--line); stroke-width: 1 } .curve { fill: none; stroke: var(--one); stroke-width: 2 }
    table { width: 100%; margin-top: 1.5rem; border-collapse: collapse; font-size: .8rem }
    th, td { padding: .3rem .35rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: bottom }
    th:first-child, td:first-child { text-align: left; white-space: nowrap } thead th { font-weight: 600; text-wrap: balance } thead span { display: inline-block; min-width: 2.1em }
    td.number { font-variant-numeric: tabular-nums; white-space: nowrap } tfoot { font-weight: 600 }
    .definitions { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .8rem; margin: 0; font-size: .85rem }
    .definitions dd { margin: 0; color: var(--soft) }
    .wide { overflow-x: auto }
    @media screen and (prefers-color-scheme: dark) { :root { color-scheme: dark; --ink: #e6e9ef; --soft: #9aa4b5; --line: #343b48; --one: #6ea3ff;
      --two: #f0a35a; --three: #57c79b; background: #14181f } }
    @media screen and (max-width: 30rem) { body { margin: 1rem auto } .definitions { display: block } .definitions dt { margin-top: .5rem } }
    @page { size: A4; margin: 14mm 12mm }
    @media print { .wide { overflow: visible } body { margin: 0; max-width: none; padding: 0 1px; font-size: 10.5pt } table { font-size: 7pt } thead { display: table-header-group }
      tfoot { display: table-row-group } tr { break-inside: avoid } h2 { break-after: avoid } }
    """
}
