import Desk
import Foundation
import TestPrograms
import Testing

@testable import Reports

/// Reports of figures in every format, read back by programs nobody here wrote.
@Suite("Figures, printed")
struct FiguresReportTests {
  static func report(by: ReportGrouping = .group, kind: ReportKind = .queue) -> FiguresReport {
    var tally = Tally()
    tally[.offered] = 10
    tally[.answered] = 8
    tally[.inTarget] = 6
    tally[.abandoned] = 2
    tally[.waited] = 8 * 12_500
    tally[.opened] = 40
    tally[.contained] = 30
    let metrics = kind.metrics
    let names = [
      "invoice": "发票", "<b>&|`=HYPERLINK(\"x\")": "=1+1|<script>alert(1)</script>",
      "911101080000000017": "911101080000000017",
    ]
    let rows =
      by == .day
      ? (1...9).map { day in
        FiguresReport.Row(
          key: "2026-11-0\(day)", name: Localised("2026-11-0\(day)", "2026-11-0\(day)"),
          figures: (day == 5 ? Tally() : tally).figures(metrics))
      }
      : names.sorted { $0.key < $1.key }.map { key, name in
        FiguresReport.Row(key: key, name: Localised(name, name), figures: tally.figures(metrics))
      }
    let start = Timestamp(milliseconds: 1_794_931_200_000)
    return FiguresReport(
      query: ReportQuery(kind: kind, since: start, until: start.advanced(seconds: 9 * 86_400), by: by),
      office: Localised("示范办税服务厅", "Sample office"), utcOffsetMinutes: 480, at: start,
      asOf: EventPosition(epoch: 1, sequence: 42), total: tally.figures(metrics), rows: rows)
  }

  private func python(_ script: String, _ input: String) throws -> String {
    let file = NSTemporaryDirectory() + "zuoxi-report-" + UUID().uuidString
    try Data(input.utf8).write(to: URL(filePath: file))
    defer { try? FileManager.default.removeItem(atPath: file) }
    let done = try ChildProcess.run(["/usr/bin/python3", "-c", script, file])
    #expect(done.status == 0, "\(done.text)")
    return done.text
  }

  @Test("prometheus_client reads the OpenMetrics, and no label names a person", arguments: ReportKind.allCases)
  func openMetrics(kind: ReportKind) throws {
    let text = Self.report(kind: kind).text(.openmetrics, .english)
    let read = try python(
      """
      import sys
      from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse
      text = open(sys.argv[1], encoding='utf-8', newline='').read()
      assert text.endswith('# EOF\\n') and '\\r' not in text and not text.startswith('\\ufeff')
      for family in parse(text):
          for sample in family.samples:
              assert set(sample.labels) <= {'group', 'matter'}, sample
              print(sample.name, sample.labels.get('group', '-'), float(sample.value))
      """, text)
    if kind == .queue {
      #expect(
        read.contains("zuoxi_queue_offered - 10.0") && read.contains("zuoxi_queue_service_level_ratio invoice 0.6"))
      #expect(read.contains("zuoxi_queue_asa_seconds - 12.5"))
      #expect(!read.contains("requeued_wait"), "not computable is not told")
    }
    let agents = Self.report(by: .agent).text(.openmetrics, .english)
    #expect(!agents.contains("invoice"), "rows of people are not told")
  }

  @Test("jsonschema finds the JSON as its schema says", arguments: ReportKind.allCases)
  func json(kind: ReportKind) throws {
    for by in [ReportGrouping.group, .day] {
      let report = Self.report(by: by, kind: kind)
      let read = try python(
        """
        import json, sys, jsonschema
        schema, document = open(sys.argv[1], encoding='utf-8').read().split('\\x00')
        schema, document = json.loads(schema), json.loads(document)
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.Draft202012Validator(schema).validate(document)
        for broken in [dict(document, kind='money'), dict(document, total={'asa_seconds': 'soon'})]:
            try:
                jsonschema.Draft202012Validator(schema).validate(broken)
                raise SystemExit('a broken document passes')
            except jsonschema.ValidationError:
                pass
        print(len(document['rows']), document['total'].get('requeued_wait_seconds', 'absent'))
        """, ReportSchema.text + "\0" + report.text(.json, .english))
      if kind == .queue { #expect(read.hasSuffix(" None\n"), "not computable is null: \(read)") }
    }
  }

  @Test("Python's csv reads rows as they are, formulas are text, and long numbers stay whole")
  func commaSeparated() throws {
    let report = Self.report()
    for (text, mark) in [(report.text(.csv, .english), ""), (report.text(.csv, .chinese, isExcel: true), "\u{FEFF}")] {
      #expect(text.hasPrefix(mark) && text.hasPrefix("\u{FEFF}") == !mark.isEmpty)
      let read = try python(
        """
        import csv, sys
        rows = list(csv.reader(open(sys.argv[1], encoding='utf-8-sig', newline=''), strict=True))
        assert len({len(row) for row in rows}) == 1, rows
        print(rows[1][0].strip(), rows[1][0][0] == '\\t', rows[2][1][:2], rows[3][1], rows[1][2])
        """, text)
      #expect(read == "911101080000000017 True '= 发票 10\n", "\(read)")
    }
  }

  @Test(
    "html5lib finds one page without errors, scripts or anything that is loaded",
    arguments: [ReportGrouping.group, .day])
  func page(by: ReportGrouping) throws {
    for language in Language.allCases {
      let text = Self.report(by: by, kind: .service).text(.html, language)
      let read = try python(
        """
        import html5lib, sys
        parser = html5lib.HTMLParser(strict=True, tree=html5lib.getTreeBuilder('etree'), namespaceHTMLElements=False)
        tree = parser.parse(open(sys.argv[1], encoding='utf-8').read())
        names = [node.tag for node in tree.iter() if isinstance(node.tag, str)]
        assert not any(name in ('script', 'link', 'img', 'iframe', 'object', 'b') for name in names), names
        for node in tree.iter():
            for name, value in node.attrib.items():
                assert not str(name).startswith('on') and name not in ('src', 'href', 'style'), (node.tag, name)
        print(sum(name.endswith('svg') for name in names), sum(name == 'tr' for name in names))
        """, text)
      #expect(read == (by == .day ? "2 11\n" : "2 5\n"), "\(read)")
      #expect(text.contains("@page { size: A4"))
      #expect(text.contains("<div class=\"wide\">\n<table>") && text.contains(".wide { overflow-x: auto }"))
      #expect(text.contains("@media screen and (prefers-color-scheme: dark)"), "on paper it stays light")
    }
  }

  @Test("Markdown keeps its columns whatever the names are")
  func markdown() {
    let lines = Self.report().text(.markdown, .chinese).split(separator: "\n").dropFirst()
    func bars(_ line: Substring) -> Int { line.replacing("\\|", with: "").count { $0 == "|" } }
    #expect(Set(lines.map(bars)).count == 1)
    #expect(!lines.joined().contains("<script>"))
  }

  @Test("A check is one line, with everything measured after the bar")
  func check() {
    let waiting = FigureCheckup.Figure(
      name: "waiting", value: 12, warning: AlertRange("10"), critical: AlertRange("20"))
    let level = FigureCheckup.Figure(
      name: "service_level", value: 0.75, warning: AlertRange("0.8:"), critical: AlertRange("0.5:"))
    let wait = FigureCheckup.Figure(name: "longest_wait_seconds", value: nil, critical: AlertRange("60"))
    let checkup = FigureCheckup(.queue, [waiting, level, wait])
    #expect(
      checkup.line
        == "ZUOXI QUEUE WARNING - waiting 12 (10), service_level 0.75 (0.8:) | 'waiting'=12;10;20 'service_level'=0.75;0.8:;0.5: 'longest_wait_seconds'=U;;60\n"
    )
    #expect(checkup.status == .warning && FigureCheckup(.queue, [wait]).status == .ok)
    let grave = FigureCheckup(.queue, [waiting, .init(name: "talking", value: 3, critical: AlertRange("@0:5"))])
    #expect(grave.status == .critical && grave.line.hasPrefix("ZUOXI QUEUE CRITICAL - waiting 12 (10), talking 3 (@5)"))
    #expect(FigureCheckup.unknown(.queue, "no | way\nat all") == "ZUOXI QUEUE UNKNOWN - no   way at all\n")
    #expect(FigureCheckup.unknown(nil, "why") == "ZUOXI UNKNOWN - why\n")
  }
}
