import Foundation
import TestPrograms
import Testing

/// Service sheets on the taxpayer's page, in a real browser against a real backend.
@Suite(
  "The taxpayer's page: sheets", .serialized,
  .enabled(if: BuiltProgram.has("chromium") && BuiltProgram.has("chromedriver")))
@TestThread struct SheetPageTests {
  /// Chooses a drawn picture in the file field that bears the label.
  private static let choose = """
    const [material, name, label] = arguments;
    const canvas = document.createElement('canvas');
    canvas.width = 320; canvas.height = 200;
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#2470dc'; pen.fillRect(0, 0, 320, 200);
    const bytes = Uint8Array.from(atob(canvas.toDataURL('image/png').split(',')[1]), (one) => one.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], name, { type: 'image/png' }));
    const field = document.querySelector(`[data-material="${material}"] input[data-focus^="${label}"]`);
    field.files = transfer.files;
    field.dispatchEvent(new Event('change'));
    """

  private func send(_ agent: SimulatedAgent, _ id: String, in conversation: String) throws {
    let materials: [[String: Any]] = [
      ["code": "form", "isRequired": true], ["code": "resolution", "isRequired": true],
      ["name": "租赁合同", "isRequired": false],
    ]
    try agent.act(
      "/v1/conversations/\(conversation)/messages",
      ["id": id, "text": "", "sheet": ["template": "deregister", "materials": materials]])
  }

  private func sheet(_ agent: SimulatedAgent, _ conversation: String) throws -> [String: Any] {
    let sheets = try agent.conversation(conversation)["sheets"] as? [[String: Any]]
    return try #require(sheets?.first)
  }

  private func state(_ material: String) -> String {
    "document.querySelector('[data-material=\"\(material)\"] .material-state')?.dataset.state"
  }

  @Test(
    "a taxpayer uploads, replaces, removes and confirms, mends what was returned, and reads the result; also on a phone",
    arguments: [(1280, 800), (390, 780)])
  func circle(_ width: Int, _ height: Int) throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let browser = try WebDriver(width: width, height: height)
    defer { browser.end() }
    let agent = SimulatedAgent(backend: backend)
    try agent.getReady()
    let page = try TaxpayerPage.signedIn(browser, at: backend.ready.url)
    try page.say("公司要注销了")
    try browser.see("document.querySelector('.answer')")
    try browser.click("#human")
    try page.seeWaiting()
    let conversation = try agent.acceptFirst()
    let id = "sheet-1"
    try send(agent, id, in: conversation)
    try browser.see("document.querySelectorAll('.material').length === 3")
    try browser.see("document.querySelector('[data-act=confirm-sheet]').disabled")
    #expect(try browser.run("return document.documentElement.scrollWidth <= innerWidth") as? Bool == true)

    try browser.run(Self.choose, ["form", "form.png", "upload-"])
    try browser.see(state("form") + " === 'uploaded'")
    try browser.run(Self.choose, ["form", "better.png", "replace-"])
    try browser.see("document.querySelectorAll('[data-material=form] .material-picture:not(.is-pending)').length === 1")
    #expect(agent.hasPictures(["better.png"], on: "form", of: conversation))
    try browser.run(Self.choose, ["form", "extra.png", "upload-"])
    try browser.see("document.querySelectorAll('[data-material=form] [data-act=remove-picture]').length === 2")
    try browser.run("document.querySelectorAll('[data-material=form] [data-act=remove-picture]')[1].click()")
    try browser.see("document.querySelectorAll('[data-material=form] [data-act=remove-picture]').length === 1")
    try browser.run(Self.choose, ["resolution", "resolution.png", "upload-"])
    try browser.see("!document.querySelector('[data-act=confirm-sheet]').disabled")
    // The picture is there to look at.
    try browser.see("document.querySelector('[data-material=form] .thumbnail img').naturalWidth === 320")
    try browser.click("[data-act=confirm-sheet]")
    try browser.see("document.querySelector('[data-stage=submitted]')")
    try page.see("您已确认提交")
    #expect(try browser.run("return document.querySelector('[data-act=remove-picture]') === null") as? Bool == true)

    var revision = try sheet(agent, conversation)["revision"] as? Int ?? 0
    try agent.act("/v1/sheets/\(id)/checks", ["revision": revision, "material": "form", "isAccepted": true])
    try agent.act(
      "/v1/sheets/\(id)/checks",
      ["revision": revision + 1, "material": "resolution", "isAccepted": false, "reason": "缺少<b>签字</b>"])
    try browser.see(state("form") + " === 'accepted' && " + state("resolution") + " === 'returned'")
    try agent.act("/v1/sheets/\(id)/demand", ["revision": revision + 2])
    try page.see("请重传：股东会决议（缺少<b>签字</b>）")
    try browser.run(Self.choose, ["resolution", "signed.png", "replace-"])
    try browser.see(state("resolution") + " === 'uploaded'")

    // A reload shows the same; the confirmation goes on from there.
    try browser.enterFrame(nil)
    try browser.reload()
    try page.openPanel()
    try browser.see(state("form") + " === 'accepted' && " + state("resolution") + " === 'uploaded'")
    try browser.click("[data-act=confirm-sheet]")
    try browser.see("document.querySelector('[data-stage=submitted]')")
    revision = try sheet(agent, conversation)["revision"] as? Int ?? 0
    try agent.act("/v1/sheets/\(id)/checks", ["revision": revision, "material": "resolution", "isAccepted": true])
    try agent.act("/v1/sheets/\(id)/result", ["revision": revision + 1, "isHandled": true, "words": "清税证明已出具"])
    try browser.see("document.querySelector('.sheet-result.is-handled')?.textContent.includes('清税证明已出具')")
    try page.see("业务已办理：注销税务登记")
    try agent.act("/v1/conversations/\(conversation)/end")
    try browser.see("document.querySelector('.star-row')")
    try browser.see("document.querySelector('.sheet-result.is-handled')")
    #expect(try browser.run("return document.documentElement.scrollWidth <= innerWidth") as? Bool == true)
    #expect(try browser.complaints().filter { !$0.contains("favicon") }.isEmpty)
  }

  @Test(
    "a click on an old state is refused with words, and the card shows the new one; what is no picture is not taken")
  func old() throws {
    let scene = try PageScene()
    defer { scene.end() }
    let (browser, agent, page) = (scene.browser, scene.agent, scene.page)
    try page.say("公司要注销了")
    try browser.see("document.querySelector('.answer')")
    let conversation = try scene.talk()
    try send(agent, "sheet-1", in: conversation)
    try browser.see("document.querySelectorAll('.material').length === 3")
    try browser.run(
      """
      const transfer = new DataTransfer();
      transfer.items.add(new File(['<svg onload=alert(1)>'], 'form.png', { type: 'image/png' }));
      const field = document.querySelector('[data-material=form] input[data-focus^=upload-]');
      field.files = transfer.files;
      field.dispatchEvent(new Event('change'));
      """)
    try browser.see("document.querySelector('[data-material=form] .material-failure')?.textContent.includes('PNG')")
    try browser.run("document.querySelectorAll('[data-material=form] .is-failed .icon-button')[1].click()")
    try browser.see("!document.querySelector('.material-failure')")
    for material in ["form", "resolution"] {
      try browser.run(Self.choose, [material, material + ".png", "upload-"])
      try browser.see(state(material) + " === 'uploaded'")
    }
    // The stream is held back while the agent returns one: the page clicks on what it still shows.
    try browser.run(
      "window.held = window.fetch; window.fetch = (path, options) => String(path).includes('/confirmation') ? window.held(path, { ...options, body: JSON.stringify({ revision: 1 }) }) : window.held(path, options)"
    )
    try browser.click("[data-act=confirm-sheet]")
    try browser.see("document.querySelector('.sheet-problem')?.textContent.includes('刚有变化')")
    try browser.run("window.fetch = window.held")
    try browser.click("[data-act=confirm-sheet]")
    try browser.see("document.querySelector('[data-stage=submitted]')")
  }
}

extension SimulatedAgent {
  /// Asks again until the material bears pictures of those names.
  func hasPictures(_ names: [String], on material: String, of conversation: String) -> Bool {
    let found = try? sees(conversation) { conversation in
      let sheets = conversation["sheets"] as? [[String: Any]]
      let materials = sheets?.first?["materials"] as? [[String: Any]]
      let pictures = materials?.first { $0["code"] as? String == material }?["pictures"] as? [[String: Any]]
      return pictures?.map { $0["name"] as? String } == names
    }
    return found == true
  }
}
