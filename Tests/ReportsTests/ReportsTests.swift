import Desk
import Foundation
import TestPrograms
import Testing

@testable import Reports

@Suite("The queue, printed")
struct QueueReportTests {
  private let digest: FloorDigest = {
    let now = Timestamp(milliseconds: 1_800_000_000_000)
    return FloorDigest(
      at: now, head: EventPosition(epoch: 1, sequence: 9),
      groups: [
        GroupFigures(
          group: "invoice", name: Localised("发票", "Invoices"), waiting: 2,
          longestWaitSince: now.advanced(seconds: -3_725), talking: 1, readySeats: 1, seats: 2, freeSlots: 1,
          expectedWaitSeconds: 95),
        GroupFigures(
          group: "returns", name: Localised("申报", "Returns"), waiting: 0, talking: 0, readySeats: 1, seats: 1,
          freeSlots: 3),
      ],
      waiting: [
        QueueLine(
          conversation: "C1", group: "invoice", taxpayer: "张*", enterprise: "=HYPERLINK(\"http://x\",\"点\")",
          enteredAt: now.advanced(seconds: -3_725), priority: 1, isInFront: true, reason: "红字,\"发票\"\n怎么开\u{1B}[2J"),
        QueueLine(
          conversation: "C2", group: "invoice", taxpayer: "李*", enterprise: "911101080000000017",
          enteredAt: now.advanced(seconds: -5), priority: 0, isInFront: false, reason: "@SUM(A1)"),
      ],
      seats: [
        SeatLine(
          agent: AgentReference(id: "zhangmin", name: "张敏"), presence: .ready, since: now,
          groups: ["invoice", "returns"], load: 1, slots: 3),
        SeatLine(
          agent: AgentReference(id: "li", name: "李"), presence: .busy, since: now, groups: ["invoice"], load: 0,
          slots: 3),
      ])
  }()

  @Test("Columns stand under each other whatever the script")
  func table() {
    let expected = """
      技能组排队情况
      ---------------------------------------------------------------------------------
      代码     技能组  排队  最长等待  会话中  示闲坐席  签入坐席  空闲接待位  预计等待
      ---------------------------------------------------------------------------------
      invoice  发票       2   1:02:05       1         1         2           1      1:35
      returns  申报       0         -       0         1         1           3         -
      ---------------------------------------------------------------------------------
      合计     -          2   1:02:05       1         1         2           -         -

      """
    #expect(QueueReport(digest).text(.table, part: .groups, .chinese) == expected)
    #expect(QueueReport(digest).text(.table, .english).contains("Invoices"))
  }

  @Test("The live queue is as the published schema says, and each of its figures is defined")
  func schema() throws {
    let file = NSTemporaryDirectory() + "zuoxi-queue-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: file) }
    for report in [
      QueueReport(digest),
      QueueReport(FloorDigest(at: digest.at, head: digest.head, groups: [], waiting: [], seats: [])),
    ] {
      try Data((ReportSchema.text + "\0" + report.text(.json, .english)).utf8).write(to: URL(filePath: file))
      let script = """
        import json, sys, jsonschema
        schema, document = map(json.loads, open(sys.argv[1], encoding='utf-8').read().split('\\x00'))
        check = jsonschema.Draft202012Validator(schema)
        check.validate(document)
        assert not check.is_valid(dict(document, groups=[{'group': 'x', 'waiting': -1}]))
        assert not check.is_valid({key: value for key, value in document.items() if key != 'waiting'})
        print('ok')
        """
      let done = try ChildProcess.run(["/usr/bin/python3", "-c", script, file])
      #expect(done.text == "ok\n" && done.status == 0)
    }
    for language in Language.allCases {
      let lines = QueueReport.explanation(language).split(separator: "\n")
      #expect(lines.map { String($0.prefix { $0 != " " }) } == LiveFigure.allCases.map(\.rawValue))
    }
    #expect(Set(FigureCheckup.values(of: digest, group: nil).keys) == Set(LiveFigure.allCases.map(\.rawValue)))
  }

  @Test("Nothing from outside reaches the terminal as a control")
  func hostileTable() {
    for language in Language.allCases {
      let text = QueueReport(digest).text(.table, language)
      #expect(text.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 || $0 == "\n" })
    }
  }

  @Test("An empty queue is a report too")
  func empty() {
    let report = QueueReport(FloorDigest(at: Timestamp(milliseconds: 0), head: EventPosition(epoch: 1, sequence: 0)))
    for format in FiguresFormat.allCases {
      for part in [nil, .groups, .waiting] as [QueueReport.Part?] {
        #expect(report.text(format, part: part, .english).utf8.last == 10)
      }
    }
  }

  @Test("A spreadsheet gets text as text: quotes, line breaks, formulas and long numbers")
  func commaSeparated() {
    let expected = [
      "position,conversation,group,taxpayer,enterprise,waited_seconds,priority,reason\r\n",
      "1,C1,invoice,张*,\"'=HYPERLINK(\"\"http://x\"\",\"\"点\"\")\",3725,1,\"红字,\"\"发票\"\"\n怎么开\u{1B}[2J\"\r\n",
      "2,C2,invoice,李*,\"\t911101080000000017\",5,0,'@SUM(A1)\r\n",
    ].joined()
    #expect(QueueReport(digest).text(.csv, part: .waiting, .chinese) == expected)
  }

  @Test("Whatever begins like a formula is disarmed", arguments: ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "＝1", "－1"])
  func formulas(text: String) {
    let table = Table(title: Localised("", ""), columns: [Table.Column("a", Localised("", ""))], rows: [[.text(text)]])
    let row = CommaSeparated.text(table).dropFirst("a\r\n".count)
    #expect(row.hasPrefix("'") || row.hasPrefix("\"'"))
  }

  @Test("A quote that a mark joins to is still a quote, and a line that is turned about stays as it was meant")
  func marks() throws {
    let text = "a\"\u{301},=HYPERLINK(\"http://x\",\"y\")"
    let table = Table(
      title: Localised("", ""), columns: [Table.Column("a", Localised("", ""))],
      rows: [[.text(text)], [.text("x|\u{FE0F}\u{202E}y")]])
    let script = """
      import csv, io, sys
      rows = list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode(), newline=''), strict=True))
      assert [len(row) for row in rows] == [1, 1, 1], rows
      assert rows[1][0] == 'a"\\u0301,=HYPERLINK("http://x","y")', rows
      """
    #expect(
      try ChildProcess.run(["python3", "-c", script], input: CommaSeparated.text(table), isQuiet: false).status == 0)
    let markdown = MarkdownTable.text(table, .english)
    #expect(markdown.unicodeScalars.allSatisfy { $0.value != 0x202E } && markdown.contains("x\\|"))
  }

  @Test("JSON keeps its names and can be read back")
  func json() throws {
    let text = QueueReport(digest).text(.json, .english)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let document = try decoder.decode(QueueDocument.self, from: Data(text.utf8))
    #expect(document == QueueDocument(QueueReport(digest)))
    #expect(document.totals == .init(waiting: 2, longestWaitSeconds: 3_725, talking: 1, readySeats: 1, seats: 2))
    for name in [
      "\"at\" : \"2027-01-15T08:00:00.000Z\"", "longest_wait_seconds", "expected_wait_seconds", "is_in_front",
    ] {
      #expect(text.contains(name))
    }
  }

  @Test("Python's own readers agree")
  func python() throws {
    let script = """
      import csv, io, json, sys
      parts = sys.stdin.buffer.read().split(b'\\0')
      rows = list(csv.reader(io.StringIO(parts[0].decode(), newline='')))
      assert [len(row) for row in rows] == [8, 8, 8], rows
      assert rows[1][7] == '红字,"发票"\\n怎么开\\x1b[2J', rows
      assert rows[2][4] == '\\t911101080000000017', rows
      document = json.loads(parts[1])
      assert document['totals']['waiting'] == 2 and document['waiting'][0]['waited_seconds'] == 3725
      assert list(document) == ['at', 'groups', 'totals', 'waiting']
      """
    let report = QueueReport(digest)
    let text = report.text(.csv, part: .waiting, .chinese) + "\0" + report.text(.json, .chinese)
    #expect(try ChildProcess.run(["python3", "-c", script], input: text, isQuiet: false).status == 0)
  }
}
