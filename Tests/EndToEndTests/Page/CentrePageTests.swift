import Foundation
import TestPrograms
import Testing

/// Leaving a message and the personal centre, in a real browser against a real backend.
@Suite(
  "The taxpayer's page: the personal centre", .serialized,
  .enabled(if: BuiltProgram.has("chromium") && BuiltProgram.has("chromedriver")))
@TestThread struct CentrePageTests {
  private static let choose = """
    const canvas = document.createElement('canvas');
    canvas.width = 200; canvas.height = 120;
    canvas.getContext('2d').fillRect(0, 0, 200, 120);
    const bytes = Uint8Array.from(atob(canvas.toDataURL('image/png').split(',')[1]), (one) => one.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], 'error.png', { type: 'image/png' }));
    const field = document.querySelector('#leave-files');
    field.files = transfer.files;
    field.dispatchEvent(new Event('change'));
    """

  /// Notes with what steps are answered, and tells the page of the first that it is not known.
  private static let loseOneAnswer = """
    const real = window.fetch;
    window.told = [];
    window.fetch = async (path, ...rest) => {
      const answer = await real(path, ...rest);
      if (!String(path).endsWith('/steps')) return answer;
      window.told.push(answer.status);
      return window.told.length > 1 ? answer : new Response('{"detail":"尚不确定"}', { status: 503 });
    };
    """

  /// Presses what may still have to come.
  private func press(_ selector: String, _ browser: WebDriver) throws {
    try browser.see("document.querySelector('\(selector)')")
    try browser.click(selector)
  }

  private func text(_ selector: String, has words: String) -> String {
    "document.querySelector('\(selector)')?.textContent.includes('\(words)')"
  }

  @Test(
    "a message is left with a picture, answered while the page is open, and read; on a phone as on a desk",
    arguments: [(1280, 800), (390, 780)])
  func message(_ width: Int, _ height: Int) throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let browser = try WebDriver(width: width, height: height)
    defer { browser.end() }
    let agent = SimulatedAgent(backend: backend)
    _ = try TaxpayerPage.signedIn(browser, at: backend.ready.url)
    try browser.see("!document.querySelector('#centre-open').hidden")
    try press("#centre-open", browser)
    try press("#tab-messages", browser)
    try press("#leave-message", browser)
    try browser.type("电子发票<b>下载</b>不了", into: "#leave-matter")
    try browser.type("点击没有反应", into: "#leave-text")
    try browser.type("13812345678", into: "#leave-contact")
    try browser.run(Self.choose)
    try browser.see("document.querySelectorAll('.leave-pictures li').length === 1")
    #expect(try browser.run("return document.documentElement.scrollWidth <= innerWidth") as? Bool == true)
    try press("#leave-send", browser)
    try browser.see(text(".centre-item-title", has: "电子发票<b>下载</b>不了"))
    try browser.see(text(".centre-facts", has: "待答复"))
    try browser.see("document.querySelector('.entry-pictures img')?.naturalWidth === 200")

    let list = try backend.ask("GET", "/v1/offline-messages", token: backend.ready.token)
    let left = try #require((list["messages"] as? [[String: Any]])?.first)
    #expect(left["contact"] as? String == "138****5678")
    let id = try #require(left["id"] as? String)
    try agent.act("/v1/offline-messages/\(id)/steps", ["kind": "noted", "text": "内部：核对"])
    try agent.act("/v1/offline-messages/\(id)/steps", ["kind": "replied", "text": "请换用开票平台下载"])
    // Live while it is open: no reload.
    try browser.see(text(".centre-thread", has: "请换用开票平台下载"))
    try browser.see(text(".centre-facts", has: "已答复"))
    // By the office's clock, whatever the browser's: as notices say it.
    let now = Int(Date().timeIntervalSince1970) + 8 * 3_600
    let clocks = [now, now - 60, now - 120].map { moment -> String in
      let (hour, minute) = (moment / 3_600 % 24, moment / 60 % 60)
      return String(format: "今天 %02d:%02d", hour, minute)
    }
    let shown = try browser.run("return document.querySelector('.centre-thread time')?.textContent") as? String
    #expect(shown.map(clocks.contains) == true, "\(shown ?? "nothing")")
    #expect(try browser.run("return document.body.textContent.includes('内部：核对')") as? Bool == false)
    try browser.see(text("#tab-notices .badge", has: "1"))
    try press("#tab-notices", browser)
    try press("#read-all", browser)
    try browser.see("document.querySelector('#tab-notices .badge').hidden")
    #expect(try browser.complaints() == [], "nothing is refused by the page's policy")
  }

  @Test("invited to talk, one tap leads to the agent; a ticket is urged, added to, resolved and opened again")
  func ticket() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let browser = try WebDriver(width: 1280, height: 800)
    defer { browser.end() }
    let agent = SimulatedAgent(backend: backend)
    try agent.getReady()
    _ = try TaxpayerPage.signedIn(browser, at: backend.ready.url)
    try press("#centre-open", browser)
    try press("#tab-messages", browser)
    try press("#leave-message", browser)
    try browser.type("核实开票信息", into: "#leave-matter")
    try press("#leave-send", browser)
    try browser.see(text(".centre-item-title", has: "核实开票信息"))
    let list = try backend.ask("GET", "/v1/offline-messages", token: backend.ready.token)
    let id = try #require((list["messages"] as? [[String: Any]])?.first?["id"] as? String)
    let body = #"{"title":"核实开票信息","text":"转办","message":"\#(id)"}"#
    let made = try backend.ask("POST", "/v1/tickets", token: backend.ready.token, body: body)
    let ticket = try #require((made["ticket"] as? [String: Any])?["id"] as? String)
    let steps = "/v1/tickets/\(ticket)/steps"
    try press("#tab-tickets", browser)
    try press(".centre-row", browser)
    try browser.see("document.querySelector('[data-act=urge]')")
    // The backend does it, and what comes back is that nobody knows: pressed once more it is the same, and only then another.
    try browser.run(Self.loseOneAnswer)
    for times in 1...3 {
      try browser.see("document.querySelector('[data-act=urge]')?.disabled === false")
      try browser.run("document.querySelector('[data-act=urge]').click()")
      try browser.see("window.told.length === \(times)")
      if times == 2 { try browser.see(text(".centre-facts", has: "已催办 1 次")) }
    }
    try browser.see(text(".centre-problem", has: "分钟后再催"))
    let told = try browser.run("return window.told.map((status) => status < 300).join()") as? String
    #expect(told == "true,true,false")
    try agent.act(steps, ["kind": "waiting", "text": "请补充合同编号"])
    try browser.see(text(".centre-facts", has: "待您补充"))
    try browser.type("HT-2026-001", into: ".centre-words")
    try press("[data-act=add]", browser)
    try browser.see(text(".centre-thread", has: "HT-2026-001"))
    try agent.act(steps, ["kind": "resolved", "text": "已核实无误"])
    try browser.see(text(".centre-result", has: "已核实无误"))
    try press("[data-act=reopen]", browser)
    try browser.see("document.querySelector('[data-state=open]')")

    // The same matter comes once more, and the first ticket goes on in the second: its page leads there.
    try press("#tab-messages", browser)
    try press("#leave-message", browser)
    try browser.type("同一件事", into: "#leave-matter")
    try press("#leave-send", browser)
    try browser.see(text(".centre-item-title", has: "同一件事"))
    let again = try backend.ask("GET", "/v1/offline-messages?q=who:none", token: backend.ready.token)
    let repeated = try #require((again["messages"] as? [[String: Any]])?.first?["id"] as? String)
    let other = try backend.ask(
      "POST", "/v1/tickets", token: backend.ready.token,
      body: #"{"title":"合并后的工单","text":"转办","message":"\#(repeated)"}"#)
    let target = try #require((other["ticket"] as? [String: Any])?["id"] as? String)
    try agent.act(steps, ["kind": "merged", "ticket": target])
    try press("#tab-tickets", browser)
    try press(".centre-row[data-id=\"\(ticket)\"]", browser)
    try press("[data-act=ticket]", browser)
    try browser.see(text(".centre-item-title", has: "合并后的工单"))

    // A second message, and the agent wants to talk about it.
    try press("#tab-messages", browser)
    try press("#leave-message", browser)
    try browser.type("想当面说清楚", into: "#leave-matter")
    try press("#leave-send", browser)
    try browser.see(text(".centre-item-title", has: "想当面说清楚"))
    let query = "?q=" + ("想当面".addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
    let found = try backend.ask("GET", "/v1/offline-messages" + query, token: backend.ready.token)
    let second = try #require((found["messages"] as? [[String: Any]])?.first?["id"] as? String)
    try agent.act("/v1/offline-messages/\(second)/steps", ["kind": "invited"])
    try press("#enter-talk", browser)
    // The agent has no console open: the taxpayer waits in front, and is with them once they accept.
    try browser.see("document.querySelector('#centre').hidden && document.body.dataset.stage === 'waiting'")
    let left = try backend.ask("GET", "/v1/offline-messages/\(second)", token: backend.ready.token)
    let talk = try #require((left["message"] as? [String: Any])?["conversation"] as? String)
    try agent.act("/v1/conversations/\(talk)/accept")
    try browser.see("document.body.dataset.stage === 'talking'")
  }
}
