import Desk

extension FiguresReport {
  /// What it is called.
  public var title: Localised {
    Localised(query.kind.name.chinese + "报表", "Report: " + query.kind.name.english)
  }

  /// The period and how it was counted, in words.
  public var subtitle: Localised {
    func local(_ moment: Timestamp) -> String {
      let text = moment.advanced(seconds: utcOffsetMinutes * 60).description
      return String(text.prefix(10)) + " " + String(text.dropFirst(11).prefix(5))
    }
    let period = local(query.since) + " – " + local(query.until)
    let drawn = local(at)
    var parts = [Localised(office.chinese, office.english), Localised(period, period), query.basis.name]
    if let group = query.group { parts.append(Localised("技能组 \(group)", "group \(group)")) }
    if let agent = query.agent { parts.append(Localised("坐席 \(agent)", "agent \(agent)")) }
    parts.append(Localised("制表 \(drawn)", "drawn up \(drawn)"))
    return Localised(
      parts.map(\.chinese).joined(separator: " · "), parts.map(\.english).joined(separator: " · "))
  }

  /// One row per row, and the whole at the end.
  public func table(_ language: Language) -> Table {
    let metrics = query.kind.metrics
    func cells(_ figures: Figures) -> [Table.Cell] {
      metrics.map { metric in
        guard let value = figures[metric] ?? nil else { return .none }
        return switch metric.unit {
        case .count: .count(Int(value))
        case .seconds: .seconds(Int(value.rounded()))
        case .ratio: .ratio(value)
        case .stars: .decimal(value)
        }
      }
    }
    return Table(
      title: Localised(title.chinese + "　" + subtitle.chinese, title.english + "  " + subtitle.english),
      columns: [
        Table.Column("key", Localised("代码", "Key")), Table.Column("name", query.by.name),
      ] + metrics.map { Table.Column($0.rawValue, $0.name) },
      rows: rows.map { [.text($0.key), .text($0.name.text(language))] + cells($0.figures) },
      summary: [.none, .none] + cells(total))
  }

  /// The report as text that ends with a line end.
  public func text(_ format: FiguresFormat, _ language: Language, isExcel: Bool = false) -> String {
    switch format {
    case .table: upright(language) ?? TextTable.text(narrow(language), language)
    case .json: FiguresDocument(self).json()
    case .csv: isExcel ? CommaSeparated.excel(table(language), language) : CommaSeparated.text(table(language))
    case .openmetrics: OpenMetricsText.text(self)
    case .markdown: MarkdownTable.text(table(language), language)
    case .html: FiguresPage.text(self, language)
    }
  }

  /// Without the column of keys where names say the same.
  private func narrow(_ language: Language) -> Table {
    var table = table(language)
    guard query.by == .day || query.by == .hour else { return table }
    table.columns.removeFirst()
    for place in table.rows.indices { table.rows[place].removeFirst() }
    table.summary?.removeFirst()
    return table
  }

  /// One figure a line where there is one row at most: wider tables are for wider questions.
  private func upright(_ language: Language) -> String? {
    guard rows.count <= 1 else { return nil }
    let table = table(language)
    let values = table.summary.map { Array($0.dropFirst(2)) } ?? []
    let rows = zip(query.kind.metrics, values).map { metric, value in
      [Table.Cell.text(metric.name.text(language)), value]
    }
    return TextTable.text(
      Table(
        title: table.title,
        columns: [Table.Column("metric", Localised("指标", "Figure")), Table.Column("value", Localised("数值", "Value"))],
        rows: rows), language)
  }

  /// Every figure's definition, for people.
  public func explanation(_ language: Language) -> String { Self.explanation(query.kind.metrics, language) }

  /// Definitions of figures, for people.
  public static func explanation(_ metrics: [Metric], _ language: Language) -> String {
    func line(_ code: String, _ name: Localised, _ words: Localised) -> String {
      code + "  " + name.text(language) + (language == .chinese ? "：" : ": ") + words.text(language) + "\n"
    }
    let bases = FigureBasis.allCases.map { line("basis=" + $0.rawValue, $0.name, $0.explanation) }
    return (metrics.map { line($0.rawValue, $0.name, $0.explanation) } + bases).joined()
  }
}
