import Foundation
import TestPrograms
import Testing

/// Calls where the taxpayer's browser does not do what was hoped for: a camera that is not allowed, a window that is not the page.
@Suite(
  "Calls in trouble", .serialized, .enabled(if: BuiltProgram.has("chromium") && BuiltProgram.has("chromedriver")))
@TestThread struct CallTroubleTests {
  private static let ways = ["--allow-loopback-in-peer-connection", "--disable-features=WebRtcHideLocalIpsWithMdns"]

  private func talk(_ page: WebDriver, _ backend: RunningBackend) throws -> String {
    let agent = SimulatedAgent(backend: backend)
    try agent.getReady()
    let taxpayer = try TaxpayerPage.signedIn(page, at: backend.ready.url)
    try page.click("#human")
    try taxpayer.seeWaiting()
    let conversation = try agent.acceptFirst()
    try taxpayer.see("已接入，为您服务")
    return conversation
  }

  @Test("a camera that is not allowed is told on both sides, and the taxpayer may try again or decline")
  func refusedCamera() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let page = try WebDriver(
      with: Self.ways + ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream=deny"])
    defer { page.end() }
    let agent = SimulatedAgent(backend: backend)
    let conversation = try talk(page, backend)
    let invitation = try agent.invite("videoCall", in: conversation)
    try page.see("document.querySelector('#call-agree')")
    try page.click("#call-agree")
    try page.see("document.querySelector('.call-problem')?.textContent.includes('浏览器没有得到许可')")
    try page.see("!document.querySelector('#call-agree').disabled")
    let isTold = try agent.sees(conversation) {
      let invitation = $0["invitation"] as? [String: Any]
      return invitation?["taxpayerLink"] as? String == "denied" && invitation?["stage"] as? String == "invited"
    }
    #expect(isTold, "the agent's side does not know")
    let room = try WebDriver(with: WebDriver.madeUpMedia)
    defer { room.end() }
    try room.open(try agent.roomLink(invitation, in: conversation))
    try room.see("document.querySelector('#waiting')?.textContent.includes('未许可使用摄像头')")
    // Trying again without leave says the same and does no harm.
    try page.click("#call-agree")
    try page.see("document.querySelector('.call-problem') && !document.querySelector('#call-agree').disabled")
    try page.click("#call-refuse")
    try room.see("document.querySelector('#over h1')?.textContent === '纳税人未同意'")
    #expect(try agent.invitation(conversation)["reason"] as? String == "refused")
  }

  @Test("another window than the page is shared: the agent's marks lie on the picture of it in the panel")
  func otherWindow() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let page = try WebDriver(with: WebDriver.madeUpMedia)
    defer { page.end() }
    let agent = SimulatedAgent(backend: backend)
    let conversation = try talk(page, backend)
    try page.run(Self.chooseAnotherWindow)
    let invitation = try agent.invite("remoteAssist", in: conversation)
    try page.see("document.querySelector('#call-agree')")
    try page.click("#call-agree")
    let room = try WebDriver(with: WebDriver.madeUpMedia)
    defer { room.end() }
    try room.open(try agent.roomLink(invitation, in: conversation))
    try room.see("document.querySelector('#picture')?.videoWidth > 0")
    try page.see("document.querySelector('#call').textContent.includes('坐席的指点会显示在下图中')")
    try page.see("document.querySelector('.call-preview .call-own').videoWidth > 0")
    try room.run(Self.draw)
    try page.see("Number(document.querySelector('.call-preview #call-board').dataset.marks) >= 10")
    let red = """
      ((x, y) => { const board = document.querySelector('#call-board');
      const [r, g, b, a] = board.getContext('2d').getImageData(board.width * x, board.height * y, 1, 1).data;
      return a > 200 && r > 180 && g < 90; })
      """
    try page.see("\(red)(0.4, 0.5) && !\(red)(0.1, 0.5)")
    // Nothing is drawn over the page itself: it is not what the agent sees.
    try page.enterFrame(nil)
    try page.see(
      "!(Number(document.querySelector('zuoxi-launcher').shadowRoot.querySelector('.marks')?.dataset.marks) > 0)")
  }

  /// Headless browsers share their own tab whatever they are told: the choice of another window is made up, all that follows is real.
  private static let chooseAnotherWindow = """
    navigator.mediaDevices.getDisplayMedia = async () => {
      const canvas = document.createElement('canvas');
      canvas.width = 640; canvas.height = 400;
      const pen = canvas.getContext('2d');
      let step = 0;
      setInterval(() => {
        step += 1;
        pen.fillStyle = '#2470dc'; pen.fillRect(0, 0, 640, 400);
        pen.fillStyle = '#fff'; pen.fillRect(step % 600, 20, 40, 40);
      }, 100);
      return canvas.captureStream(12);
    };
    """

  private static let draw = """
    const board = document.getElementById('board');
    const box = board.getBoundingClientRect();
    const send = (type, x) => board.dispatchEvent(new PointerEvent(type, { clientX: box.left + box.width * x, clientY: box.top + box.height * 0.5, pointerId: 1, bubbles: true }));
    document.querySelector('#act-draw').click();
    send('pointerdown', 0.25);
    let step = 0;
    const timer = setInterval(() => {
      step += 1;
      send('pointermove', 0.25 + step * 0.025);
      if (step === 20) { clearInterval(timer); send('pointerup', 0.75); }
    }, 40);
    """
}
