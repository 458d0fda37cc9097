import Foundation
import TestPrograms
import Testing

/// What the taxpayer's page does when the network is not what it should be, and what it does not do.
@Suite(
  "The taxpayer's page and the network", .serialized,
  .enabled(if: BuiltProgram.has("chromium") && BuiltProgram.has("chromedriver")))
@TestThread struct PageNetworkTests {
  @Test("words written while the backend is away are sent once, in order, when it is back")
  func outbox() throws {
    let backend = try RunningBackend()
    let browser = try WebDriver()
    defer { browser.end() }
    let page = try TaxpayerPage.signedIn(browser, at: backend.ready.url)
    try page.say("第一句在断网之前")
    try browser.see("document.querySelectorAll('.is-assistant').length === 1")
    backend.kill()
    try page.say("第二句")
    try page.say("第三句")
    try browser.see(
      "[...document.querySelectorAll('.is-pending [data-mark]')].some((one) => one.dataset.mark === 'kept')")
    try browser.see("!document.querySelector('#bar').hidden")
    let again = try RunningBackend(folder: backend.folder, port: backend.port)
    defer { again.end() }
    try browser.see(
      "document.querySelectorAll('.is-assistant').length === 3 && !document.querySelector('.is-pending')", seconds: 40)
    let own = "return [...document.querySelectorAll('.is-own .bubble')].map((one) => one.textContent)"
    #expect(try browser.run(own) as? [String] == ["第一句在断网之前", "第二句", "第三句"])
  }

  @Test("a break of the network is told, what is written meanwhile is kept, and both are over when it is back")
  func shortBreak() throws {
    let scene = try PageScene(isStaffed: false)
    defer { scene.end() }
    let (browser, page) = (scene.browser, scene.page)
    try page.say("断网之前")
    try browser.see("document.querySelectorAll('.is-assistant').length === 1 && document.querySelector('#bar').hidden")
    try browser.setOffline(true)
    try browser.see("!document.querySelector('#bar').hidden")
    try page.say("断网之中")
    try browser.see("document.querySelector('.is-pending [data-mark=kept]')")
    try browser.setOffline(false)
    try browser.see("document.querySelectorAll('.is-assistant').length === 2 && !document.querySelector('.is-pending')")
    try browser.see("document.querySelector('#bar').hidden")
  }

  @Test("what the backend could not read, because a part was lost on its way, is sent again and is there once")
  func unread() throws {
    let scene = try PageScene(isStaffed: false)
    defer { scene.end() }
    let (browser, page) = (scene.browser, scene.page)
    // As an HTTP server answers a request that ends in the middle.
    try browser.run(
      """
      const whole = window.fetch;
      window.lost = 0;
      window.fetch = (path, options) => {
        if (!String(path).endsWith('/v1/visit/messages') || window.lost === 2) return whole(path, options);
        window.lost += 1;
        return Promise.resolve(new Response('', { status: 400 }));
      };
      """)
    try page.say("路上丢了一半")
    try browser.see("document.querySelectorAll('.is-assistant').length === 1 && !document.querySelector('.is-pending')")
    #expect(try browser.run("return window.lost") as? Int == 2)
    let own = "return [...document.querySelectorAll('.is-own .bubble')].map((one) => one.textContent)"
    #expect(try browser.run(own) as? [String] == ["路上丢了一半"])
  }

  @Test("several tabs of one taxpayer share one stream, and the second goes on when the first is closed")
  func sharedStream() throws {
    let scene = try PageScene(isStaffed: false)
    defer { scene.end() }
    let (backend, browser, page) = (scene.backend, scene.browser, scene.page)
    let readers =
      "fetch('/metrics').then((answer) => answer.text()).then((text) => /\\nzuoxi_stream_readers 1\\n/.test(text))"
    try browser.see(readers)
    let first = try browser.openTab()
    _ = try TaxpayerPage.signedIn(browser, at: backend.ready.url)
    try page.say("第二个标签页的问题")
    try browser.see("document.querySelector('.is-assistant')")
    try browser.see(readers)
    try browser.switchTab(first)
    try page.enterPanel()
    try page.see("第二个标签页的问题")
  }

  @Test("the policy is strict, nothing complains, and anonymous visitors are told to sign in")
  func anonymous() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let browser = try WebDriver(width: 390, height: 844)
    defer { browser.end() }
    try browser.open(backend.ready.url + "/page/?lang=zh")
    let page = TaxpayerPage(browser: browser, address: backend.ready.url)
    try browser.see("document.querySelector('.welcome')")
    let policy = "fetch('/page/').then((answer) => answer.headers.get('Content-Security-Policy')).then((text) => "
    try browser.see(policy + "text.includes(\"default-src 'none'\") && !text.includes('unsafe'))")
    try browser.click("#human")
    try page.see("登录后可使用人工服务")
    try page.say("怎么查验发票")
    try browser.see("document.querySelector('.is-assistant')")
    #expect(try browser.complaints() == [])
  }

  @Test("390 pixels are wide enough in both languages", arguments: ["zh", "en"])
  func narrow(language: String) throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let browser = try WebDriver(width: 390, height: 844, language: language == "en" ? "en-GB" : "zh-CN")
    defer { browser.end() }
    let fits =
      "document.documentElement.scrollWidth <= 390 && (document.getElementById('log')?.scrollWidth ?? 0) <= 390"
    try browser.open(backend.ready.url + "/sample/")
    try browser.see("document.documentElement.lang.startsWith('\(language)') && (\(fits))")
    try browser.open(backend.ready.url + "/page/")
    try browser.see("document.querySelector('.welcome')")
    try browser.type(String(repeating: "W", count: 300) + TaxpayerPage.enter, into: "#message")
    try browser.see("document.querySelector('.is-assistant') && \(fits)")
    try browser.see("document.documentElement.lang.startsWith('\(language)')")
  }

  @Test("the event stream's grammar, whatever way the text is split")
  func eventStream() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let browser = try WebDriver()
    defer { browser.end() }
    try browser.open(backend.ready.url + "/page/?lang=zh")
    try browser.see(Self.grammar)
  }

  private static let grammar = """
    import('/page/sse.js').then(({ EventStreamParser }) => {
      const text = '\\uFEFF: a comment\\r\\nid: 1.7\\r\\nevent: event\\r\\ndata: {"a":\\r\\ndata:1}\\r\\n\\r\\nretry: 900\\rdata\\r\\r'
        + 'id: no\\u0000good\\ndata:  two spaces\\nunknown: x\\n\\nevent: nothing\\n\\nid\\ndata: last\\n\\ndata: never ends';
      const wanted = JSON.stringify([{ event: 'event', data: '{"a":\\n1}', id: '1.7' }, { event: 'message', data: '', id: '1.7' },
        { event: 'message', data: ' two spaces', id: '1.7' }, { event: 'message', data: 'last', id: '' }]);
      for (let size = 1; size <= text.length; size += 1) {
        const parser = new EventStreamParser();
        const records = [];
        for (let at = 0; at < text.length; at += size) records.push(...parser.push(text.slice(at, at + size)));
        if (JSON.stringify(records) !== wanted || parser.retry !== 900) return false;
      }
      return true;
    })
    """
}
