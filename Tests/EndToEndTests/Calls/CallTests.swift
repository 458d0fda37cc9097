import Foundation
import TestPrograms
import Testing

/// Remote assist and calls between two real browsers: sound, pictures and marks go from one to the other, and both ends end together.
@Suite(
  "Remote assist and calls", .serialized, .enabled(if: BuiltProgram.has("chromium") && BuiltProgram.has("chromedriver"))
)
@TestThread struct CallTests {
  /// A talk with a taxpayer's page and, once opened, the agent's room.
  private struct Call {
    let backend: RunningBackend
    let agent: SimulatedAgent
    let page: WebDriver
    let room: WebDriver
    let conversation: String

    func end() {
      page.end()
      room.end()
      backend.end()
    }

    /// Opens the invitation's room in the agent's browser.
    func openRoom(_ invitation: String) throws {
      try room.open(try agent.roomLink(invitation, in: conversation) + "")
      try room.see("document.body.dataset.stage")
    }

    func sees(_ stage: String) throws -> Bool {
      try agent.sees(conversation) { ($0["invitation"] as? [String: Any])?["stage"] as? String == stage }
    }
  }

  /// - Parameter beforehand: a script the host page runs before the panel is there.
  private func talk(_ settings: String? = nil, beforehand: String? = nil) throws -> Call {
    let backend = try RunningBackend()
    if let settings {
      let session = try backend.ask("POST", "/v1/sessions", body: #"{"account":"admin","password":"zuoxi-demo-admin"}"#)
      let loaded = try backend.ask(
        "POST", "/v1/imports", token: try #require(session["token"] as? String), body: settings)
      #expect(loaded["loaded"] != nil, "\(loaded)")
    }
    let page = try WebDriver(with: WebDriver.madeUpMedia)
    let room = try WebDriver(with: WebDriver.madeUpMedia)
    let agent = SimulatedAgent(backend: backend)
    try agent.getReady()
    let taxpayer = TaxpayerPage(browser: page, address: backend.ready.url)
    try taxpayer.signIn()
    if let beforehand { try page.run(beforehand) }
    try taxpayer.openPanel()
    try page.click("#human")
    try taxpayer.seeWaiting()
    let conversation = try agent.acceptFirst()
    try taxpayer.see("已接入，为您服务")
    return Call(backend: backend, agent: agent, page: page, room: room, conversation: conversation)
  }

  /// More frames of a video have been decoded than a while ago, and they are no empty ones.
  private func seesFrames(_ browser: WebDriver, _ selector: String, at place: SourceLocation = #_sourceLocation) throws
  {
    let video = "document.querySelector('\(selector)')"
    try browser.see("\(video)?.videoWidth > 0 && \(video).getVideoPlaybackQuality().totalVideoFrames > 5", at: place)
    try browser.run("window.framesBefore = \(video).getVideoPlaybackQuality().totalVideoFrames")
    try browser.see("\(video).getVideoPlaybackQuality().totalVideoFrames > window.framesBefore + 5", at: place)
  }

  /// What the browser complained about, but for how this test looks at pictures.
  private func complaints(_ browser: WebDriver) throws -> [String] {
    try browser.complaints().filter { !$0.contains("willReadFrequently") }
  }

  /// What comes over an audio element is not silence.
  private func hears(_ browser: WebDriver, _ selector: String, at place: SourceLocation = #_sourceLocation) throws {
    try browser.see("document.querySelector('\(selector)').srcObject?.getAudioTracks().length > 0", at: place)
    try browser.run(
      """
      const context = new AudioContext();
      context.resume();
      const analyser = context.createAnalyser();
      context.createMediaStreamSource(document.querySelector(arguments[0]).srcObject).connect(analyser);
      window.loudest = 0;
      setInterval(() => {
        const samples = new Float32Array(analyser.fftSize);
        analyser.getFloatTimeDomainData(samples);
        window.loudest = Math.max(window.loudest, ...samples.map(Math.abs));
      }, 50);
      """, [selector])
    try browser.see("window.loudest > 0.01", at: place)
  }

  @Test("video: consent first, both faces and voices, mute, and the taxpayer's hang-up ends both sides")
  func video() throws {
    let call = try talk()
    defer { call.end() }
    let invitation = try call.agent.invite("videoCall", in: call.conversation)
    try call.page.see("document.querySelector('#call .call-consent')?.textContent.includes('摄像头画面')")
    #expect(try call.agent.invitation(call.conversation)["stage"] as? String == "invited")
    try call.openRoom(invitation)
    try call.room.see("document.querySelector('#waiting h1').textContent.includes('等待纳税人同意')")
    try call.page.click("#call-agree")
    try call.room.click("#act-join")
    try seesFrames(call.room, "#picture")
    try seesFrames(call.page, "#call-remote")
    try hears(call.room, "#sound")
    try hears(call.page, "#call-sound")
    #expect(try call.sees("live"))
    try call.page.see(
      "document.querySelector('#call').dataset.link === 'good' && document.querySelector('.call-own').videoWidth > 0")

    // What is muted is silent, not gone.
    try call.page.click("#call-mute")
    try call.page.see("document.querySelector('#call-mute').getAttribute('aria-pressed') === 'true'")
    // Each side sees what the other has switched off.
    try call.room.see("document.querySelector('#off')?.textContent === '纳税人已静音'")
    try call.room.click("#act-cameraOff")
    try call.page.see("document.querySelector('#call-off')?.textContent === '坐席已关闭摄像头'")
    try call.room.click("#act-cameraOff")
    try call.page.see("document.querySelector('#call-off') === null")
    try call.page.click("#call-end")
    try call.room.see("document.querySelector('#over h1')?.textContent === '纳税人已结束'")
    try call.page.see("document.querySelector('#call').hidden")
    let ended = try call.agent.invitation(call.conversation)
    #expect(ended["reason"] as? String == "hungUp" && ended["endedBy"] as? String == "taxpayer")
    try call.page.see("document.getElementById('log').textContent.includes('您已结束视频通话')")
    #expect(try complaints(call.page) == [])
    #expect(try complaints(call.room) == [])
    // Neither browser holds its camera any longer.
    try call.room.see("document.querySelector('#own') === null || document.querySelector('#own').srcObject === null")
  }

  @Test("remote assist: the page itself is shared, the agent's pointer and lines appear on it, and the agent ends it")
  func remoteAssist() throws {
    let call = try talk()
    defer { call.end() }
    let invitation = try call.agent.invite("remoteAssist", in: call.conversation)
    try call.page.see("document.querySelector('#call .call-consent')?.textContent.includes('不能操作您的电脑')")
    try call.page.click("#call-agree")
    try call.openRoom(invitation)
    try seesFrames(call.room, "#picture")
    #expect(try call.sees("live"))
    try call.page.see("document.querySelector('#call').textContent.includes('正在共享本页面')")

    try call.room.run(Self.pointAndDraw)
    try call.page.enterFrame(nil)
    let board = "document.querySelector('zuoxi-launcher').shadowRoot.querySelector('.marks')"
    try call.page.see("Number(\(board)?.dataset.marks) >= 12")
    // A line from a quarter to three quarters across, in the middle: red where it went, nothing where it did not.
    let red = """
      ((x, y) => { const board = \(board); const [r, g, b, a] = board.getContext('2d').getImageData(board.width * x, board.height * y, 1, 1).data;
      return a > 200 && r > 180 && g < 90; })
      """
    try call.page.see("\(red)(0.5, 0.5) && \(red)(0.3, 0.5) && !\(red)(0.1, 0.5) && !\(red)(0.5, 0.2)")
    // What the taxpayer sees of it comes back over the shared picture.
    try call.room.see(Self.redInPicture)
    try call.room.click("#act-clear")
    try call.page.see("!\(red)(0.5, 0.5)")

    try call.room.click("#act-hangUp")
    try call.page.enterFrame(
      "return document.querySelector('zuoxi-launcher').shadowRoot.querySelector('iframe.panel')")
    try call.page.see("document.querySelector('#call').hidden")
    #expect(try call.agent.invitation(call.conversation)["endedBy"] as? String == "agent")
    #expect(try complaints(call.page) == [])
    #expect(try complaints(call.room) == [])
  }

  @Test("a browser that says late whose tab is shared is asked again, and the marks lie on the page after all")
  func saysLateWhatIsShared() throws {
    // The first name the host page gives its tab is lost, as it is in a browser that is slow to begin the capture.
    let call = try talk(
      beforehand: """
        const name = navigator.mediaDevices.setCaptureHandleConfig.bind(navigator.mediaDevices);
        let isLost = false;
        navigator.mediaDevices.setCaptureHandleConfig = (config) => { if (isLost) name(config); isLost = true; };
        """)
    defer { call.end() }
    let invitation = try call.agent.invite("remoteAssist", in: call.conversation)
    try call.page.click("#call-agree")
    try call.openRoom(invitation)
    try seesFrames(call.room, "#picture")
    try call.page.see("document.querySelector('#call').textContent.includes('正在共享本页面')")
    try call.room.run(Self.pointAndDraw)
    try call.page.enterFrame(nil)
    try call.page.see(
      "Number(document.querySelector('zuoxi-launcher').shadowRoot.querySelector('.marks')?.dataset.marks) >= 12")
    try call.room.click("#act-hangUp")
  }

  @Test("through a real relay alone, and again after the relay was away")
  func relay() throws {
    guard BuiltProgram.has("turnserver") else {
      print("skipped: coturn is not installed")
      if ProcessInfo.processInfo.environment["CI"] == "true" { Issue.record("skipped: coturn is not installed") }
      return
    }
    let relay = try Relay()
    defer { relay.kill() }
    let call = try talk(relay.settings)
    defer { call.end() }
    let invitation = try call.agent.invite("videoCall", in: call.conversation)
    try call.page.see("document.querySelector('#call-agree')")
    try call.page.click("#call-agree")
    try call.openRoom(invitation)
    try call.room.click("#act-join")
    try seesFrames(call.room, "#picture")
    try call.room.see("document.body.dataset.route === 'relay'")
    try call.page.see("document.querySelector('#call').dataset.route === 'relay'")
    #expect(try call.sees("live"))

    relay.kill()
    try call.room.see("document.querySelector('#state').dataset.link === 'lost'", seconds: 30)
    try call.page.see("document.querySelector('#call').dataset.link === 'lost'", seconds: 30)
    let isLost = try call.agent.sees(call.conversation) { conversation in
      let invitation = conversation["invitation"] as? [String: Any]
      return invitation?["agentLink"] as? String == "lost" || invitation?["taxpayerLink"] as? String == "lost"
    }
    #expect(isLost)
    try relay.startAgain()
    try call.room.see("document.querySelector('#state').dataset.link === 'good'", seconds: 40)
    try call.page.see("document.querySelector('#call').dataset.link === 'good'", seconds: 30)
    try seesFrames(call.room, "#picture")
    try call.room.click("#act-hangUp")
    try call.page.see("document.querySelector('#call').hidden")
  }

  @Test("the taxpayer asks, the page is loaded again in the middle of it, and it goes on; the talk's end ends it")
  func askedAndReloaded() throws {
    let call = try talk()
    defer { call.end() }
    try call.page.click("#call-open")
    try call.page.see("document.querySelector('.call-dialog').textContent.includes('通话不录音')")
    try call.page.click("[data-kind=audioCall]")
    try call.page.see("document.querySelector('#call .call-state')?.textContent === '等待坐席答复'")
    let asked = try call.agent.sees(call.conversation) { $0["invitation"] != nil }
    #expect(asked)
    let invitation = try #require(try call.agent.invitation(call.conversation)["id"] as? String)
    try call.agent.act(
      "/v1/conversations/\(call.conversation)/invitation/answer", ["invitation": invitation, "accepts": true])
    try call.openRoom(invitation)
    try call.room.click("#act-join")
    try hears(call.room, "#sound")
    #expect(try call.sees("live"))

    try call.page.enterFrame(nil)
    try call.page.reload()
    try TaxpayerPage(browser: call.page, address: call.backend.ready.url).openPanel()
    try call.page.see("document.querySelector('#call-go-on')")
    try call.page.click("#call-go-on")
    try call.page.see("document.querySelector('#call').dataset.link === 'good'", seconds: 30)
    try hears(call.page, "#call-sound")
    #expect(try call.sees("live"))
    try call.agent.act("/v1/conversations/\(call.conversation)/end")
    try call.room.see("document.querySelector('#over h1')?.textContent === '已随会话结束'")
    try call.page.see("document.querySelector('#call').hidden")
    // The link that was used opens nothing any more.
    try call.room.open(call.backend.ready.url + "/room/#demo.0123")
    try call.room.see("document.querySelector('#spent h1')?.textContent === '此链接已使用或已过期'")
  }

  @Test("what is refused is refused on both sides, in both languages")
  func refused() throws {
    let call = try talk()
    defer { call.end() }
    let invitation = try call.agent.invite("remoteAssist", in: call.conversation)
    try call.room.open(
      (try call.agent.roomLink(invitation, in: call.conversation)).replacing("/room/#", with: "/room/?lang=en#"))
    try call.room.see("document.querySelector('#waiting h1')?.textContent.includes('consent')")
    try call.page.click("#call-refuse")
    try call.room.see("document.querySelector('#over h1')?.textContent === 'The taxpayer declined'")
    try call.page.see("document.getElementById('log').textContent.includes('您未同意远程协助')")
    #expect(try call.agent.invitation(call.conversation)["reason"] as? String == "refused")
  }

  private static let pointAndDraw = """
    const board = document.getElementById('board');
    const box = board.getBoundingClientRect();
    const send = (type, x, y) => board.dispatchEvent(new PointerEvent(type, { clientX: box.left + box.width * x, clientY: box.top + box.height * y, pointerId: 1, bubbles: true }));
    send('pointermove', 0.2, 0.3);
    document.querySelector('#act-draw').click();
    send('pointerdown', 0.25, 0.5);
    let step = 0;
    const timer = setInterval(() => {
      step += 1;
      send('pointermove', 0.25 + step * 0.025, 0.5);
      if (step === 20) { clearInterval(timer); send('pointerup', 0.75, 0.5); }
    }, 40);
    """

  /// The agent sees red in the middle of the picture that comes from the taxpayer.
  private static let redInPicture = """
    (() => { const picture = document.getElementById('picture'); const canvas = document.createElement('canvas');
    canvas.width = picture.videoWidth; canvas.height = picture.videoHeight;
    const pen = canvas.getContext('2d'); pen.drawImage(picture, 0, 0);
    const [r, g, b] = pen.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
    return r > 150 && g < 110 && b < 110; })()
    """
}
