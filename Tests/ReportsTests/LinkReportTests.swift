import Desk
import Testing

@testable import Reports

@Suite("The report on entry links")
struct LinkReportTests {
  private func report(_ answers: [String: LinkReport.Answer], until: String? = nil, url: String? = nil) -> LinkReport {
    let link = EntryLink(
      code: "a", title: Localised("甲", "A"), menuPath: [], url: url ?? "https://etax.example.cn/a",
      validUntil: until.flatMap(CivilDate.init))
    let list = EntryLinkList(
      links: [link], hosts: ["*.example.cn"], calendar: WorkingCalendar(weekly: [:]), at: Timestamp(milliseconds: 0))
    return LinkReport(list, answers: answers, on: CivilDate(dayNumber: 20_000))
  }

  @Test(
    "what the web says is judged as a person would",
    arguments: [
      (200, nil, LinkReport.Verdict.alive), (401, nil, .alive), (403, nil, .alive), (404, nil, .dead),
      (410, nil, .dead), (500, nil, .dead), (302, "/login", .alive), (302, "https://login.example.cn/", .alive),
      (302, "https://evil.example.com/", .foreignHost), (302, "//evil.example.com/", .foreignHost),
      (301, "http://etax.example.cn/a", .foreignHost),
    ])
  func verdicts(status: Int, location: String?, verdict: LinkReport.Verdict) {
    let line = report(["a": .status(status, location: location)]).lines[0]
    #expect(line.verdict == verdict)
    #expect(line.status == status)
  }

  @Test("what cannot be sent is trouble whatever the web says")
  func held() {
    #expect(report(["a": .status(200, location: nil)], until: "2000-01-01").lines[0].verdict == .expired)
    #expect(report([:], url: "https://other.example.com/").lines[0].verdict == .foreignHost)
    #expect(report(["a": .unreachable(Localised("无法连接", "no route"))]).hasTrouble)
    #expect(!report(["a": .status(200, location: nil)]).hasTrouble)
  }

  @Test("programs get every link with its verdict")
  func spelled() {
    let report = report(["a": .status(404, location: nil)])
    #expect(report.text(.csv, .chinese).hasPrefix("verdict,code,title,status,url,reason\r\ndead,a,甲,404,"))
    #expect(report.text(.json, .chinese).contains("\"verdict\" : \"dead\""))
    #expect(report.text(.table, .english).contains("dead"))
    let long = "https://etax.example.cn/" + String(repeating: "menu/", count: 20)
    #expect(self.report([:], url: long).text(.table, .chinese).contains(long), "an address that is cut leads nowhere")
  }
}
