import Foundation
import TestPrograms
import Testing

/// What a taxpayer's page says to somebody who will probably not be reached before closing.
@Suite(
  "The taxpayer's page: closing", .serialized,
  .enabled(if: BuiltProgram.has("chromium") && BuiltProgram.has("chromedriver")))
@TestThread struct ClosingPageTests {
  @Test("whoever waits is offered to leave a message or to book, with one tap, and may wait on")
  func offered() throws {
    let scene = try PageScene()
    defer { scene.end() }
    let (backend, browser, page) = (scene.backend, scene.browser, scene.page)
    // Whoever was there when the page was opened has gone since.
    try scene.agent.act("/v1/seat/presence", ["choice": "signedOut"])
    try browser.click("#human")
    try page.seeWaiting()
    try browser.see("document.querySelector('#leave-offer').innerText.includes('坐席暂未上线')")
    let queue = try backend.ask("GET", "/v1/queue", token: backend.ready.supervisorToken)
    let lines = queue["waiting"] as? [[String: Any]]
    let id = try #require(lines?.first?["conversation"] as? String)
    let told = try backend.ask(
      "POST", "/v1/floor/closing-offer", token: backend.ready.supervisorToken, body: "{\"conversations\":[\"\(id)\"]}")
    #expect(told["offered"] as? [String] == [id], "\(told)")
    try page.see("下班前可能来不及为您接待")
    try page.seeWaiting()
    // A message is offered once.
    try browser.see("document.querySelector('#leave-offer').hidden")
    try browser.click("[data-act=\"book\"]")
    try browser.see("document.querySelector('dialog.booking').open")
    try browser.click("#booking-close")
    try browser.click("[data-act=\"leave-message\"]")
    try browser.see("document.querySelector('#tab-messages').getAttribute('aria-selected') === 'true'")
    try browser.see("document.activeElement instanceof HTMLInputElement")
    #expect(try browser.complaints() == [])
  }

  @Test("a closed queue says why to whoever waits, offers what it may, and is forgotten once they write on")
  func closed() throws {
    let scene = try PageScene(isStaffed: false)
    defer { scene.end() }
    let (backend, browser, page) = (scene.backend, scene.browser, scene.page)
    try browser.click("#human")
    try page.seeWaiting()
    let queue = try backend.ask("GET", "/v1/queue", token: backend.ready.supervisorToken)
    let group = try #require((queue["waiting"] as? [[String: Any]])?.first?["group"] as? String)
    func close(_ body: String) throws {
      try backend.ask("POST", "/v1/groups/\(group)/close", token: backend.ready.supervisorToken, body: body)
    }
    try close("{\"notice\":{\"chinese\":\"停电，请稍候\",\"english\":\"No power\"},\"offersLeave\":false}")
    try browser.see("document.querySelector('#leave-offer').innerText.includes('停电，请稍候')")
    try browser.see("document.querySelector('#leave-now').hidden")
    try close("{\"notice\":{\"chinese\":\"停电，请留言\",\"english\":\"No power\"},\"offersLeave\":true}")
    try browser.see("document.querySelector('#leave-offer').innerText.includes('停电，请留言')")
    try browser.see("!document.querySelector('#leave-now').hidden")
    try browser.click("#leave")
    try browser.see("document.body.dataset.stage !== 'waiting'")
    try browser.click("#human")
    try browser.see("document.querySelector('#leave-offer').innerText.includes('停电，请留言')")
    try browser.see("!document.querySelector('#leave-offer').hidden")
    try page.say("谢谢，我再看看")
    try browser.see("!document.querySelector('#leave-offer').innerText.includes('停电')")
    #expect(try browser.complaints().filter { !$0.contains("409") } == [])
  }
}
