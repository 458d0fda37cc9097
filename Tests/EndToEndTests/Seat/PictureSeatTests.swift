import Foundation
import TestPrograms
import Testing

/// Pictures at the seat, in a real terminal, with a real decoder and a real telephone page.
@Suite(
  "Pictures at the seat", .serialized,
  .enabled(if: BuiltProgram.has("tmux") && BuiltProgram.has("curl") && BuiltProgram.has("chafa")))
@TestThread struct PictureSeatTests {
  /// Eight by eight pixels, the upper half red and the lower half blue, as PNG.
  private static let picture = Data(
    base64Encoded:
      "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAF0lEQVR4nGP4z8CAFWEXJU+CqoZhlwAA6TA/wcv07EsAAAAASUVORK5CYII=")

  @Test(
    "a dropped picture is seen before it is sent, sent by Enter, and looked at in the talk; words that follow stay in order"
  )
  func dropped() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let taxpayer = try backend.waitingTaxpayer(0, asking: "发票打不开")
    let home = NSTemporaryDirectory() + "zuoxi-home-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: home) }
    try #require(Self.picture).write(to: URL(fileURLWithPath: home + "/红蓝.png"))
    let terminal = try Tmux(
      "unset NO_COLOR; HOME=\(home) \(BuiltProgram.zuoxi) seat --server \(backend.ready.url) --token \(backend.ready.token)"
    )
    defer { terminal.end() }
    terminal.see("发票打不开")
    try terminal.press("Enter")
    terminal.see("已接入")
    try terminal.paste("'\(home)/红蓝.png' ")
    terminal.see("发图片")
    terminal.see("▀")
    let colours = try terminal.colours()
    #expect(colours.contains("38;2;255;0;0") && colours.contains("48;2;0;0;255"))
    try terminal.press("Enter")
    terminal.see("[图片] 红蓝.png")
    terminal.see("PNG 8×8")
    try terminal.type("请看上面")
    try terminal.press("Enter")
    let isSent = terminal.wait(seconds: 10) {
      (try? backend.words(of: taxpayer.conversation).contains("请看上面")) == true
    }
    #expect(isSent)
    let image = try #require(try images(backend, taxpayer.conversation).first)
    let bytes = try Tmux.run([
      "sh", "-c",
      "curl -s '\(backend.ready.url)/v1/images/\(image)' -H 'Authorization: Bearer \(taxpayer.token)' | head -c 4 | tail -c 3",
    ])
    #expect(bytes == "PNG", "the taxpayer reads it")
    try terminal.press("M-v")
    terminal.see("▀")
    try terminal.press("s")
    terminal.see("已存为")
    #expect(FileManager.default.fileExists(atPath: home + "/1-红蓝.png"), "nothing is written over")
    try terminal.press("Escape")
    terminal.miss("▀")
    // A file that is no picture, whatever it is called, is refused in words, and can be taken back.
    try Data("<svg onload=alert(1)>".utf8).write(to: URL(fileURLWithPath: home + "/evil.png"))
    try terminal.paste(home + "/evil.png")
    terminal.see("evil.png")
    try terminal.press("Enter")
    terminal.see("不是可识别的图片")
    try terminal.press("M-z")
    terminal.miss("[图片] evil.png")
  }

  @Test(
    "the telephone's page sends a picture straight into the talk",
    .enabled(if: BuiltProgram.has("chromium") && BuiltProgram.has("chromedriver")))
  func telephone() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    _ = try backend.waitingTaxpayer(0, asking: "发票打不开")
    let terminal = try Tmux(
      "\(BuiltProgram.zuoxi) seat --server \(backend.ready.url) --token \(backend.ready.token)")
    defer { terminal.end() }
    terminal.see("发票打不开")
    try terminal.press("Enter")
    terminal.see("已接入")
    try terminal.press("C-p")
    try terminal.type("sjct")
    terminal.see("手机传图")
    try terminal.press("Enter")
    terminal.see("/phone#")
    terminal.see("▀")
    let link = try #require(terminal.screen.firstMatch(of: /http:[^\s]*\/phone#[0-9]{39}/)?.output)
    let browser = try WebDriver()
    defer { browser.end() }
    try browser.open(String(link))
    try browser.see("!document.querySelector('#acts').hidden")
    try browser.run(Self.take)
    try browser.see("document.querySelector('.sent .is-done')")
    terminal.see("已收到 1 张")
    try terminal.press("Escape")
    terminal.see("[图片] phone.png")
    #expect(try browser.complaints() == [])
  }

  private static let take = """
    const canvas = document.createElement('canvas');
    canvas.width = 320; canvas.height = 240;
    canvas.getContext('2d').fillRect(0, 0, 100, 100);
    const bytes = Uint8Array.from(atob(canvas.toDataURL('image/png').split(',')[1]), (one) => one.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], 'phone.png', { type: 'image/png' }));
    const chooser = document.getElementById('camera');
    chooser.files = transfer.files;
    chooser.dispatchEvent(new Event('change'));
    """

  private func images(_ backend: RunningBackend, _ conversation: String) throws -> [String] {
    let page = try backend.ask("GET", "/v1/conversations/\(conversation)", token: backend.ready.supervisorToken)
    return (page["messages"] as? [[String: Any]] ?? []).compactMap { message in
      let card = ((message["body"] as? [String: Any])?["image"] as? [String: Any])?["_0"] as? [String: Any]
      return (card?["image"] as? [String: Any])?["id"] as? String
    }
  }
}
