import Foundation
import TestPrograms
import Testing
import Transfer
import Wire

/// A real browser, driven as the W3C WebDriver standard has it; waits happen inside the browser, never here.
final class WebDriver {
  /// Why the browser did not do as told.
  struct Failure: Error {
    var message: String
  }

  private let process: ChildProcess
  private let transfer: Transfer
  private let server: String
  private var session = ""

  /// What makes a browser show a made-up camera, microphone and its own tab to pages that ask, and tell its address to the other browser.
  static let madeUpMedia = [
    "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", "--auto-accept-this-tab-capture",
    "--allow-loopback-in-peer-connection", "--disable-features=WebRtcHideLocalIpsWithMdns",
  ]

  /// Opens a browser window of that size, speaking that language.
  init(width: Int = 1280, height: Int = 800, language: String = "zh-CN", with flags: [String] = []) throws {
    transfer = try Transfer()
    process = try ChildProcess(["chromedriver", "--port=0"])
    var said = ""
    var port: Substring?
    while port == nil {
      guard let line = process.readLine() else { throw Failure(message: "chromedriver did not start: \(said)") }
      said += line
      port = line.firstMatch(of: /started successfully on port (\d+)/)?.1
    }
    server = "http://127.0.0.1:\(port ?? "")"
    let options: [String: Any] = [
      "args": [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=\(language)",
        "--window-size=\(width),\(height)",
      ] + flags,
      "prefs": ["intl.accept_languages": language],
      "mobileEmulation": ["deviceMetrics": ["width": width, "height": height, "pixelRatio": 1, "touch": false]],
    ]
    let capabilities: [String: Any] = [
      "browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": ["browser": "ALL"],
      "timeouts": ["script": 60_000],
    ]
    let answer = try command("POST", "/session", ["capabilities": ["alwaysMatch": capabilities]])
    session = "/session/" + (((answer as? [String: Any])?["sessionId"] as? String) ?? "")
  }

  /// Goes to an address.
  func open(_ address: String) throws { try command("POST", session + "/url", ["url": address]) }

  /// Loads the page again.
  func reload() throws { try command("POST", session + "/refresh", [:]) }

  /// Opens another tab and goes on in it; returns the handle of the one before.
  func openTab() throws -> String {
    let before = try command("GET", session + "/window") as? String ?? ""
    let tab = try command("POST", session + "/window/new", ["type": "tab"]) as? [String: Any]
    try switchTab(tab?["handle"] as? String ?? "")
    return before
  }

  /// Goes on in another tab.
  func switchTab(_ handle: String) throws { try command("POST", session + "/window", ["handle": handle]) }

  /// Runs the body of a function in the page; returns its value as JSON has it.
  @discardableResult
  func run(_ script: String, _ arguments: [Any] = []) throws -> Any? {
    try command("POST", session + "/execute/sync", ["script": script, "args": arguments])
  }

  /// Waits in the page until an expression is true.
  func see(_ expression: String, seconds: Int = 30, at place: SourceLocation = #_sourceLocation) throws {
    let script = """
      const done = arguments[0];
      const end = Date.now() + \(seconds * 1000);
      const look = async () => {
        let isSo = false;
        try { isSo = Boolean(await (\(expression))); } catch { isSo = false; }
        if (isSo || Date.now() > end) done(isSo); else setTimeout(look, 25);
      };
      look();
      """
    let isSo = try command("POST", session + "/execute/async", ["script": script, "args": [Any]()]) as? Bool
    if isSo == true { return }
    let shown = try run("return document.body.innerText") as? String ?? ""
    Issue.record("never seen: \(expression)\non the page: \(shown.suffix(800))", sourceLocation: place)
    throw Failure(message: "never seen: \(expression)")
  }

  /// Presses keys with an element in focus, as a person does.
  func type(_ text: String, into selector: String) throws {
    try command("POST", session + "/element/\(element(selector))/value", ["text": text])
  }

  /// Clicks an element as a person does: it must be on the screen with nothing over it.
  /// One that was drawn anew between finding and clicking is found again.
  func click(_ selector: String) throws {
    for _ in 0..<5 {
      do {
        try command("POST", session + "/element/\(element(selector))/click", [:])
        return
      } catch let failure as Failure where failure.message.contains("stale element") {
        continue
      }
    }
    try command("POST", session + "/element/\(element(selector))/click", [:])
  }

  /// Goes into the frame that the script returns, or out of all frames with none.
  func enterFrame(_ script: String?) throws {
    try command("POST", session + "/frame", ["id": try script.map { try run($0) ?? NSNull() } ?? NSNull()])
  }

  /// Takes the browser off the network, or puts it back.
  func setOffline(_ isOffline: Bool) throws {
    let conditions: [String: Any] = ["offline": isOffline, "latency": 0, "throughput": 1_000_000]
    try command("POST", session + "/chromium/network_conditions", ["network_conditions": conditions])
  }

  /// What the browser complained about since the last call.
  func complaints() throws -> [String] {
    let entries = try command("POST", session + "/se/log", ["type": "browser"]) as? [[String: Any]] ?? []
    return entries.compactMap { $0["message"] as? String }
  }

  /// Closes the browser.
  func end() {
    _ = try? command("DELETE", session)
    process.send(SIGTERM)
    process.wait()
  }

  private func element(_ selector: String) throws -> String {
    let found = try command("POST", session + "/element", ["using": "css selector", "value": selector])
    return (found as? [String: Any])?.values.first as? String ?? ""
  }

  @discardableResult
  private func command(_ method: String, _ path: String, _ body: [String: Any]? = nil) throws -> Any? {
    var request = WireRequest(WireRequest.Method(rawValue: method) ?? .get, path)
    if let body {
      request = request.with("Content-Type", "application/json")
      request.body = [UInt8](try JSONSerialization.data(withJSONObject: body))
    }
    let id = transfer.start(TransferRequest(server: server, request: request, timeout: 90_000))
    while true {
      for event in transfer.poll(milliseconds: 1000).events {
        switch event {
        case .finished(id, let response):
          let answer = try JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Any]
          guard response.status == 200 else {
            let problem = answer?["value"] as? [String: Any]
            throw Failure(message: "\(path): \(problem?["message"] as? String ?? "status \(response.status)")")
          }
          return answer?["value"]
        case .failed(id, let failure): throw Failure(message: failure.message)
        default: break
        }
      }
    }
  }
}
