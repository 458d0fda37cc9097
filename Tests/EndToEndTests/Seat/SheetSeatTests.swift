import Foundation
import TestPrograms
import Testing

/// Quick replies and service sheets at the seat, in a real terminal against a real backend.
@Suite("The seat: replies and sheets", .serialized, .enabled(if: BuiltProgram.has("tmux") && BuiltProgram.has("curl")))
@TestThread struct SheetSeatTests {
  /// A PNG of one pixel.
  private static let png =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"

  /// Uploads a picture and puts it on the sheet.
  private func upload(
    _ backend: RunningBackend, _ token: String, to material: String, of sheet: String
  ) throws {
    let path = NSTemporaryDirectory() + "zuoxi-sheet-" + UUID().uuidString + ".png"
    try #require(Data(base64Encoded: Self.png)).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let text = try Tmux.run([
      "curl", "-s", "-X", "POST", backend.ready.url + "/v1/visit/images?name=photo.png", "-H",
      "Authorization: Bearer " + token, "-H", "Idempotency-Key: " + UUID().uuidString, "--data-binary", "@" + path,
    ])
    let image = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let id = try #require(image?["id"] as? String)
    try backend.ask(
      "POST", "/v1/visit/sheets/\(sheet)/pictures", token: token,
      body: "{\"material\":\"\(material)\",\"image\":\"\(id)\"}")
  }

  private func sheet(_ backend: RunningBackend, _ token: String) throws -> [String: Any] {
    let list = try backend.ask("GET", "/v1/visit/sheets", token: token)["sheets"] as? [[String: Any]]
    return try #require(list?.first?["sheet"] as? [String: Any])
  }

  private func confirm(_ backend: RunningBackend, _ token: String) throws {
    let sheet = try sheet(backend, token)
    let revision = try #require(sheet["revision"] as? Int)
    try backend.ask(
      "POST", "/v1/visit/sheets/\(try #require(sheet["id"] as? String))/confirmation", token: token,
      body: "{\"revision\":\(revision)}")
  }

  @Test("a sheet is sent, checked item by item, asked for once more and closed, all by keys")
  func sheets() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let taxpayer = try backend.waitingTaxpayer(0, asking: "公司要注销了怎么办")
    let terminal = try Tmux(backend.seat())
    defer { terminal.end() }
    terminal.see("公司要注销了")
    try terminal.press("Enter")
    terminal.see("已接入")
    try terminal.press("M-m")
    terminal.see("选业务")
    try terminal.type("zxsw")
    try terminal.press("Enter")
    terminal.see("[x]")
    // Without the two that may stay out.
    try terminal.press("j", "j", "Space", "j", "Space", "Enter")
    terminal.see("上传中 0/2")
    let id = try #require(try sheet(backend, taxpayer.token)["id"] as? String)
    try upload(backend, taxpayer.token, to: "form", of: id)
    try upload(backend, taxpayer.token, to: "resolution", of: id)
    terminal.see("上传中 2/2")
    try confirm(backend, taxpayer.token)
    terminal.see("已确认提交")
    try terminal.press("M-m")
    terminal.see("photo.png")
    try terminal.press("a")
    terminal.see("通过 1/2")
    try terminal.press("r", "Down", "Enter")
    terminal.see("退回 1")
    terminal.see("退回：未拍全")
    try terminal.press("m")
    terminal.see("请重传：股东会决议（未拍全")
    try upload(backend, taxpayer.token, to: "resolution", of: id)
    try confirm(backend, taxpayer.token)
    terminal.see("待审核")
    try terminal.press("a")
    terminal.see("材料已全部通过")
    try terminal.press("d")
    terminal.see("清税证明已出具")
    try terminal.press("Down", "Enter")
    terminal.see("已办理：清税证明已出具")
    let closed = try sheet(backend, taxpayer.token)
    #expect(closed["stage"] as? String == "closed")
    #expect((closed["result"] as? [String: Any])?["isHandled"] as? Bool == true)
    // After the end it is read, not changed.
    try backend.ask("POST", "/v1/visit/end", token: taxpayer.token)
    let late = try backend.ask(
      "POST", "/v1/visit/sheets/\(id)/pictures", token: taxpayer.token, body: #"{"material":"form","image":"x"}"#)
    #expect((late["type"] as? String)?.hasSuffix("wrong-stage") == true)
  }

  @Test("a reply is typed as /zx, its places are filled in with Tab, and what is written is kept as one's own")
  func replies() throws {
    let scene = try SeatScene(asking: "红字发票怎么开")
    defer { scene.end() }
    let (backend, taxpayer, terminal) = (scene.backend, scene.taxpayer, scene.terminal)
    try terminal.type("/xwfphm")
    terminal.see("询问发票号码")
    try terminal.press("Enter")
    terminal.see("填写：开票日期")
    try terminal.type("3月1日")
    try terminal.press("Tab")
    terminal.see("填写：发票号码")
    try terminal.type("20260301")
    try terminal.press("Enter")
    let isSent = terminal.wait(seconds: 10) {
      (try? backend.words(of: taxpayer.conversation).contains { $0.contains("请提供3月1日开具的发票号码：20260301，我为您核实。") }) == true
    }
    #expect(isSent)
    try terminal.type("这句话我常说")
    try terminal.press("M-r")
    terminal.see("拼音首字母")
    try terminal.press("M-s")
    terminal.see("新的个人常用语")
    try terminal.type("常说")
    try terminal.press("Enter")
    terminal.see("/cs 即可用")
    // Pressed together they would be one key held with Alt.
    try terminal.press("Escape")
    terminal.see("Enter 写消息")
    try terminal.press("i", "C-u")
    try terminal.type("/cs")
    terminal.see("个人")
    try terminal.press("Enter")
    terminal.see("这句话我常说")

    let access = ["--server", backend.ready.url, "--token", backend.ready.token]
    let exported = try ChildProcess.run([BuiltProgram.zuoxi, "replies", "export"] + access)
    #expect(exported.status == 0 && exported.text.contains("title: 常说"), "\(exported.text)")
    let path = NSTemporaryDirectory() + "zuoxi-replies-" + UUID().uuidString + ".yaml"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(exported.text.utf8).write(to: URL(filePath: path))
    #expect(try ChildProcess.run([BuiltProgram.zuoxi, "replies", "import", path] + access).status == 0)
    try Data("quickReplies:\n  - {code: a, title: 坏, text: \"{nobody}\"}\n".utf8).write(to: URL(filePath: path))
    let refused = try Tmux.run([
      "sh", "-c",
      "\(BuiltProgram.zuoxi) replies import \(path) \(access.joined(separator: " ")) --language zh 2>&1 || true",
    ])
    #expect(refused.contains(path + ":2:") && refused.contains("{nobody}"), "\(refused)")
  }

  @Test(
    "what a reply brought along waits in the writing field over kill -9, in the talk that waits longest, and goes out")
  func attachmentSurvives() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let taxpayer = try backend.waitingTaxpayer(0, asking: "红字发票怎么开")
    let first = try Tmux(backend.seat())
    defer { first.end() }
    let state = first.state
    first.see("红字发票怎么开")
    try first.press("Enter")
    first.see("已接入")
    try first.type("/hzrk")
    first.see("红字入口")
    try first.press("Enter")
    first.see("随附入口")
    #expect(first.wait(seconds: 10) { first.keeps("invoice.red") })
    try first.signal("KILL", program: "zuoxi")
    first.see("ended")
    // No key opens it: the seat starts where somebody waits.
    let second = try Tmux(state: state, backend.seat())
    defer { second.end() }
    second.see("随附入口")
    second.see("请点下面的入口")
    try second.press("Enter")
    second.see("未打开")
    let isSent = second.wait(seconds: 10) {
      let page = try? backend.ask(
        "GET", "/v1/conversations/\(taxpayer.conversation)", token: backend.ready.supervisorToken)
      let last = (page?["messages"] as? [[String: Any]])?.last?["body"] as? [String: Any]
      let card = (last?["entryLink"] as? [String: Any])?["_0"] as? [String: Any]
      return card?["code"] as? String == "invoice.red"
    }
    #expect(isSent)
  }
}
