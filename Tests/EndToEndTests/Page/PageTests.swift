import Foundation
import TestPrograms
import Testing

/// The taxpayer's page in a real browser against a real backend.
@Suite(
  "The taxpayer's page", .serialized, .enabled(if: BuiltProgram.has("chromium") && BuiltProgram.has("chromedriver")))
@TestThread struct PageTests {
  @Test("a taxpayer asks, votes, waits, talks with an agent, ends and rates")
  func circle() throws {
    let scene = try PageScene()
    defer { scene.end() }
    let (backend, browser, agent, page) = (scene.backend, scene.browser, scene.agent, scene.page)
    try page.say("数电票怎么开具红字发票")
    try browser.see("document.querySelector('.source-title')?.textContent.includes('红字')")
    try browser.click(".source")
    try browser.see("document.querySelector('.article-title')")
    try browser.run("document.querySelector('[data-vote=useful]').click()")
    try browser.see("document.querySelector('[data-vote=useful]').getAttribute('aria-pressed') === 'true'")
    try browser.click("#human")
    try page.seeWaiting()
    try browser.see("document.querySelector('#human').hidden")

    let conversation = try agent.acceptFirst()
    try page.see("已接入，为您服务")
    try browser.see("document.querySelector('#waiting').hidden")
    try agent.act("/v1/conversations/\(conversation)/typing", ["draft": "您好"])
    try browser.see("document.querySelector('.typing')")
    try agent.say("您好，我是坐席", in: conversation)
    try page.see("您好，我是坐席")
    try browser.see("!document.querySelector('.typing')")

    // The draft reaches the agent before it is sent, and only the agent.
    try browser.run(Self.listen, [backend.ready.token])
    try browser.see("window.heard !== undefined")
    try browser.type("我还有一句话没", into: "#message")
    try browser.see("window.heard.includes('我还有一句话没')")
    try browser.type("说完" + TaxpayerPage.enter, into: "#message")
    try browser.see("document.querySelectorAll('[data-mark]').length > 0")
    let number = try agent.conversation(conversation)["lastNumber"] as? Int ?? 0
    try agent.act("/v1/conversations/\(conversation)/receipt", ["delivered": number, "read": 0])
    try browser.see("[...document.querySelectorAll('[data-mark]')].at(-1).dataset.mark === 'delivered'")
    try agent.act("/v1/conversations/\(conversation)/receipt", ["delivered": number, "read": number])
    try browser.see("[...document.querySelectorAll('[data-mark]')].at(-1).dataset.mark === 'read'")
    let receipt = try agent.conversation(conversation)["taxpayerReceipt"] as? [String: Int]
    #expect((receipt?["delivered"] ?? 0) >= number)

    try agent.act("/v1/conversations/\(conversation)/end")
    try browser.see("document.querySelector('.star-row')")
    try browser.run("document.querySelector('[data-stars=\"4\"] input').click()")
    try browser.type("讲得清楚", into: "#comment")
    try browser.click("#rate")
    try page.see("感谢您的评价")
    let rating = try agent.conversation(conversation)["rating"] as? [String: Any]
    #expect(rating?["stars"] as? Int == 4 && rating?["comment"] as? String == "讲得清楚")

    try page.say("数电票怎么开具蓝字发票")
    try browser.see("document.body.dataset.stage === 'assistant'")
    #expect(try browser.complaints() == [])
  }

  @Test("an entry link arrives as a card, opens in a window of its own, and the agent sees that it was opened")
  func entryLink() throws {
    let scene = try PageScene()
    defer { scene.end() }
    let (browser, agent, page) = (scene.browser, scene.agent, scene.page)
    let conversation = try scene.talk()
    try agent.act(
      "/v1/conversations/\(conversation)/messages",
      ["id": UUID().uuidString, "text": "<b>请点</b>", "entryLink": "invoice.red"])
    try page.see("<b>请点</b>")
    try browser.see("document.querySelector('.entry-link h3').textContent === '红字发票开具'")
    try browser.see("document.querySelectorAll('.entry-link .menu-path li').length === 3")
    let link = "document.querySelector('[data-act=open-link]')"
    try browser.see("\(link).href === 'https://etax.example.gov.cn/invoice/red'")
    try browser.see("\(link).target === '_blank' && \(link).rel.includes('noopener')")
    try browser.run(
      "\(link).addEventListener('click', (event) => event.preventDefault()); \(link).click(); \(link).click()")
    let isCounted = try agent.sees(conversation) { conversation in
      (conversation["openings"] as? [[String: Any]])?.first?["count"] as? Int == 2
    }
    #expect(isCounted)
    #expect(try browser.complaints() == [])
  }

  @Test("pictures travel both ways: chosen and pasted by the taxpayer, sent by the agent, seen in place")
  func pictures() throws {
    let scene = try PageScene()
    defer { scene.end() }
    let (backend, browser, agent, page) = (scene.backend, scene.browser, scene.agent, scene.page)
    try browser.see("document.querySelector('#picture').hidden")
    let conversation = try scene.talk()
    try browser.see("!document.querySelector('#picture').hidden")

    // A real PNG, drawn by the browser, put where the chooser would put it; then one that is pasted, larger than is sent.
    try browser.run(Self.choose, [640, 400, "screen.png"])
    try browser.see(Self.shown(1, "640x400"))
    try browser.run(Self.paste, [6000, 3000, "large.png"])
    try browser.see(Self.shown(2, "4096x2048"))
    // What makes the list longer just before scrolling is told does not take whoever is at its end away from there.
    try browser.run(Self.grow)
    try browser.see(Self.isAtEnd)
    let images = try agent.images(conversation)
    #expect(images.map { $0["name"] as? String } == ["screen.png", "large.png"])
    #expect(images.map { $0["width"] as? Int } == [640, 4096])

    // What is called a picture and is none is refused in words, and can be let go.
    try browser.run(Self.chooseText, ["<svg onload=alert(1)>", "evil.png"])
    try page.see("不是可识别的图片")
    try browser.run("[...document.querySelectorAll('.is-failed .link-button')].at(-1).click()")
    try browser.see("!document.querySelector('.message.is-failed')")

    let id = try #require(images.first?["id"] as? String)
    let file = NSTemporaryDirectory() + UUID().uuidString + ".png"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try Tmux.run([
      "curl", "-s", backend.ready.url + "/v1/images/" + id, "-H", "Authorization: Bearer " + backend.ready.token, "-o",
      file,
    ])
    let uploaded = try Tmux.run([
      "curl", "-s", "-X", "POST", backend.ready.url + "/v1/conversations/\(conversation)/images?name=back.png", "-H",
      "Authorization: Bearer " + backend.ready.token, "-H", "Idempotency-Key: " + UUID().uuidString, "--data-binary",
      "@" + file,
    ])
    let reference = try #require(try JSONSerialization.jsonObject(with: Data(uploaded.utf8)) as? [String: Any])
    try agent.act(
      "/v1/conversations/\(conversation)/messages",
      ["id": UUID().uuidString, "text": "请看红框", "image": try #require(reference["id"] as? String)])
    try page.see("请看红框")
    try browser.see(Self.shown(3, "640x400"))
    try browser.run("[...document.querySelectorAll('[data-act=open-picture]')].at(-1).click()")
    try browser.see("document.querySelector('dialog.picture-whole')?.open")
    #expect(try browser.complaints().filter { !$0.contains("422") } == [])
  }

  /// Whether so many pictures are shown, the last of that many pixels.
  private static func shown(_ count: Int, _ size: String) -> String {
    """
    (() => { const all = [...document.querySelectorAll('.message:not(.is-pending) .picture-image')];
    const last = all.at(-1);
    return all.length === \(count) && last.complete && last.naturalWidth + 'x' + last.naturalHeight === '\(size)'; })()
    """
  }

  private static let draw = """
    const [width, height, name] = arguments;
    const canvas = document.createElement('canvas');
    canvas.width = width; canvas.height = height;
    const pen = canvas.getContext('2d');
    const noise = pen.createImageData(Math.min(width, 2400), Math.min(height, 1200));
    for (let place = 0; place < noise.data.length; place += 1) noise.data[place] = (Math.imul(place, 2654435761) >>> 13) % 256;
    pen.fillStyle = '#c33'; pen.fillRect(0, 0, width, height); pen.putImageData(noise, 0, 0);
    const transfer = new DataTransfer();
    const bytes = Uint8Array.from(atob(canvas.toDataURL('image/png').split(',')[1]), (one) => one.charCodeAt(0));
    transfer.items.add(new File([bytes], name, { type: 'image/png' }));

    """
  private static let put = """
    const chooser = document.getElementById('picture-file');
    chooser.files = transfer.files;
    chooser.dispatchEvent(new Event('change'));
    """
  private static let choose = draw + put
  private static let grow = """
    const log = document.getElementById('log'), tall = document.createElement('div');
    tall.style.height = '2000px';
    log.querySelector('.log-list').append(tall);
    log.dispatchEvent(new Event('scroll'));
    """
  private static let isAtEnd =
    "(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < 2)(document.getElementById('log'))"
  private static let paste =
    draw + "document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true }));"
  private static let chooseText =
    """
    const transfer = new DataTransfer();
    transfer.items.add(new File([arguments[0]], arguments[1], { type: 'image/png' }));

    """ + put

  @Test("Enter that belongs to an input method never sends; the next one does")
  func inputMethod() throws {
    let scene = try PageScene(isStaffed: false)
    defer { scene.end() }
    let (browser, page) = (scene.browser, scene.page)
    let isStill = try browser.run(Self.compose) as? Bool
    #expect(isStill == true)
    #expect(try page.bubbles() == [])
    try browser.type(TaxpayerPage.enter, into: "#message")
    try page.see("zhongwen 中文")
    #expect(try browser.run("return document.getElementById('message').value") as? String == "")
  }

  @Test("Shift+Enter makes a line; hostile words stay words")
  func hostileText() throws {
    let scene = try PageScene()
    defer { scene.end() }
    let (browser, agent, page) = (scene.browser, scene.agent, scene.page)
    try page.say("一\u{E008}\u{E007}\u{E000}二<b>粗</b><script>window.taken=1</script>")
    try page.see("一\n二<b>粗</b><script>window.taken=1</script>")
    let conversation = try scene.talk()
    try page.see("已接入，为您服务")
    try agent.say("<img src=x onerror=\"window.taken=1\">\u{202E}gpj.exe javascript:alert(1)", in: conversation)
    try page.see("<img src=x onerror=\"window.taken=1\">")
    #expect(try browser.run("return window.taken ?? null") is NSNull)
    #expect(
      try browser.run("return document.querySelectorAll('#log img, #log script, #log b, #log a').length") as? Int == 0)
    #expect(try page.bubbles().allSatisfy { !$0.unicodeScalars.contains("\u{202E}") })
    let isIsolated =
      "return [...document.querySelectorAll('.bubble')].every((one) => getComputedStyle(one).unicodeBidi === 'isolate')"
    #expect(try browser.run(isIsolated) as? Bool == true)
  }

  @Test("a reload keeps what was said, and the taxpayer's place")
  func reload() throws {
    let scene = try PageScene(isStaffed: false)
    defer { scene.end() }
    let (backend, browser, page) = (scene.backend, scene.browser, scene.page)
    try page.say("火星上怎么种土豆")
    try browser.see("document.querySelector('[data-act=human]')")
    try browser.click("#human")
    try page.seeWaiting()
    let before = try page.bubbles()
    try browser.enterFrame(nil)
    try browser.reload()
    try page.openPanel()
    try page.seeWaiting()
    #expect(try page.bubbles() == before)
    try browser.click("#leave")
    try page.see("您已离开排队")
    try browser.see("document.querySelector('#waiting').hidden")
    let queue = try backend.ask("GET", "/v1/queue", token: backend.ready.token)
    #expect((queue["waiting"] as? [Any])?.isEmpty == true)
    let addresses = "return performance.getEntriesByType('resource').map((one) => one.name).join(' ')"
    let asked = try browser.run(addresses) as? String ?? ""
    #expect(!asked.contains("sample-01") && !asked.contains("eyJ") && !asked.contains("%E5"))
  }

  @Test("a session that has ended is renewed by the host page, and another person sees nothing of it")
  func sessions() throws {
    let scene = try PageScene(isStaffed: false)
    defer { scene.end() }
    let (browser, page) = (scene.browser, scene.page)
    try page.say("只有我能看到这句话")
    try browser.see("document.querySelector('.is-assistant')")
    let spoil = """
      const kept = JSON.parse(sessionStorage.getItem('zuoxi.visit'));
      sessionStorage.setItem('zuoxi.visit', JSON.stringify({ ...kept, token: 'ended' }));
      """
    try browser.run(spoil)
    try browser.enterFrame(nil)
    try browser.reload()
    try page.openPanel()
    try page.see("只有我能看到这句话")
    try browser.enterFrame(nil)
    try browser.run("zuoxi.close()")
    try browser.click("#sign-in")
    try browser.see("document.querySelector('[data-person=sample-02]')")
    try browser.click("[data-person=sample-02]")
    try page.openPanel()
    try browser.see("document.querySelector('.welcome-title')?.textContent.includes('何')")
    #expect(try page.bubbles() == [])
    try page.say("另一个人的问题")
    try browser.see("document.querySelector('.is-assistant')")
    #expect(try page.bubbles().contains { $0.contains("只有我") } == false)
    try browser.enterFrame(nil)
    try browser.reload()
    try browser.see("document.getElementById('who').textContent.includes('何志远')")
  }

  /// Reads the stream as the agent does, into `window.heard`.
  private static let listen = """
    const token = arguments[0];
    fetch('/v1/events', { headers: { Authorization: 'Bearer ' + token } }).then(async (response) => {
      window.heard = '';
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        window.heard += value;
      }
    });
    """

  /// Enter during a composition, Enter by its key code, and Enter as Safari reports it right after the end.
  private static let compose = """
    const field = document.getElementById('message');
    field.focus();
    field.value = 'zhongwen 中文';
    const press = (more) => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...more }));
    field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    press({ isComposing: true });
    press({});
    field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
    press({ keyCode: 229 });
    press({});
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    return field.value === 'zhongwen 中文';
    """
}
