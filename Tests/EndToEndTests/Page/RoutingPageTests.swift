import Foundation
import TestPrograms
import Testing

/// What a taxpayer's page says while an agent is being called, and while there is none for this person.
@Suite(
  "The taxpayer's page: routing", .serialized,
  .enabled(if: BuiltProgram.has("chromium") && BuiltProgram.has("chromedriver") && BuiltProgram.has("tmux")))
@TestThread struct RoutingPageTests {
  @Test("while an agent is called the card says so, and in the queue again it says that")
  func calling() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let session = try backend.ask("POST", "/v1/sessions", body: #"{"account":"admin","password":"zuoxi-demo-admin"}"#)
    let loaded = try backend.ask(
      "POST", "/v1/imports", token: try #require(session["token"] as? String),
      body: "settings:\n  routing: offer\n  offerSeconds: 60\npromises:\n  leaveAfterSeconds: 2\n")
    #expect(loaded["loaded"] != nil, "\(loaded)")
    // Only a seat whose console is there is called.
    let terminal = try Tmux(
      columns: 80, rows: 24,
      "\(BuiltProgram.zuoxi) seat --server \(backend.ready.url) --token \(backend.ready.token)")
    defer { terminal.end() }
    terminal.see("示闲")
    let browser = try WebDriver()
    defer { browser.end() }
    let page = try TaxpayerPage.signedIn(browser, at: backend.ready.url)
    try browser.click("#human")
    try browser.see("document.querySelector('#waiting').dataset.calling === 'true'")
    try browser.see("document.querySelector('.waiting-head strong').textContent === '正在为您呼叫专员'")
    terminal.see("F5 接入")
    try terminal.press("D", "4")
    terminal.see("已谢绝")
    try browser.see("document.querySelector('#waiting').dataset.calling === 'false'")
    try page.seeWaiting()
    // A seat with room is there, and a short wait was expected: who has waited longer is offered to leave a message.
    try browser.see("document.querySelector('#leave-offer').innerText.includes('您已等候较久')")
    #expect(try browser.run("return document.querySelector('[data-figure=expected]').textContent") as? String != "即将接入")
    // Whoever declined may still pick by hand. When that seat is cut off, the taxpayer is told until when the talk is kept.
    // The list of the seat may be a moment behind.
    let isTaken = try terminal.wait(seconds: 30) {
      try terminal.press("F5")
      return try browser.run("return document.querySelector('#end').hidden") as? Bool == false
    }
    #expect(isTaken, "\(terminal.screen)")
    terminal.end()
    try browser.see("document.querySelector('#away')?.textContent.includes('会话为您保留到')")
    try browser.see("document.querySelector('.header-status').textContent.includes('连接中断')")
    #expect(try browser.complaints() == [])
  }

  @Test("whoever is blocked is told until when there is no agent, also on a page opened later; the assistant goes on")
  func blocked() throws {
    let scene = try PageScene()
    defer { scene.end() }
    let (browser, agent, page) = (scene.browser, scene.agent, scene.page)
    let conversation = try scene.talk()
    try page.see("已接入，为您服务")
    try agent.act("/v1/conversations/\(conversation)/block", ["reason": "持续辱骂", "hours": 1])
    let notice = "/人工服务已暂停至 .*，期间可继续使用智能应答/.test(document.body.innerText)"
    try browser.see(notice)
    try browser.see("!document.body.innerText.includes('持续辱骂')")
    try browser.enterFrame(nil)
    try browser.reload()
    try page.openPanel()
    try browser.see(notice)
    try page.say("怎么开红字发票")
    try browser.see("document.querySelector('.answer')")
    #expect(try browser.complaints() == [])
  }

  @Test("a closed queue says why and offers to leave a message: to who asks, and to who waits already")
  func closed() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let browser = try WebDriver()
    defer { browser.end() }
    let snapshot = try backend.ask("GET", "/v1/snapshot", token: backend.ready.token)
    let groups = (snapshot["catalogue"] as? [String: Any])?["groups"] as? [[String: Any]]
    let ids = try #require(groups).compactMap { $0["id"] as? String }
    func change(_ act: String, _ body: String = "{}") throws {
      for id in ids {
        try backend.ask("POST", "/v1/groups/\(id)/\(act)", token: backend.ready.supervisorToken, body: body)
      }
    }
    let body = #"{"notice":{"chinese":"停电，明早恢复","english":"Back tomorrow"},"reason":"内部原因"}"#
    try change("close", body)
    let page = try TaxpayerPage.signedIn(browser, at: backend.ready.url)
    try browser.click("#human")
    let offered =
      "!document.querySelector('#leave-offer').hidden && document.querySelector('#leave-offer p').textContent === '停电，明早恢复'"
    try browser.see(offered)
    try browser.see("!document.body.innerText.includes('内部原因')")
    try change("open")
    try browser.click("#human")
    try page.seeWaiting()
    try change("close", body)
    try browser.see(offered)
    try page.seeWaiting()
    #expect(try browser.complaints().filter { !$0.contains("409") } == [])
  }
}
