import Foundation
import Testing

/// The taxpayer's page in a browser, in the words of what a taxpayer does there.
struct TaxpayerPage {
  /// What Enter is called in WebDriver.
  static let enter = "\u{E007}"
  private static let frame =
    "return document.querySelector('zuoxi-launcher')?.shadowRoot.querySelector('iframe.panel') ?? null"

  let browser: WebDriver
  let address: String

  /// Opens the sample tax site, signs in as one of its people, and opens the panel.
  static func signedIn(_ browser: WebDriver, at address: String, person: String = "sample-01") throws -> TaxpayerPage {
    let page = TaxpayerPage(browser: browser, address: address)
    try page.signIn(as: person)
    try page.openPanel()
    return page
  }

  /// Signs in at the sample tax site, with the panel still closed.
  func signIn(as person: String = "sample-01") throws {
    try openSample()
    try browser.click("#sign-in")
    try browser.see("document.querySelector('[data-person=\"\(person)\"]')")
    try browser.click("[data-person=\"\(person)\"]")
  }

  /// Opens the sample tax site.
  func openSample() throws {
    try browser.open(address + "/sample/?lang=zh")
    try browser.see("window.zuoxi && document.querySelector('zuoxi-launcher')")
  }

  /// Presses the floating icon and goes into the panel.
  func openPanel() throws {
    try browser.enterFrame(nil)
    try browser.run("document.querySelector('zuoxi-launcher').shadowRoot.querySelector('.launcher').click()")
    try enterPanel()
  }

  /// Goes into the panel's frame and waits until the visit is open.
  func enterPanel() throws {
    try browser.enterFrame(nil)
    try browser.see("document.querySelector('zuoxi-launcher')?.shadowRoot.querySelector('iframe.panel')")
    try browser.enterFrame(Self.frame)
    try browser.see("document.querySelector('.welcome')")
  }

  /// Writes a message and presses Enter.
  func say(_ text: String) throws { try browser.type(text + Self.enter, into: "#message") }

  /// The bubbles in order, as text.
  func bubbles() throws -> [String] {
    try browser.run("return [...document.querySelectorAll('.bubble')].map((one) => one.textContent)") as? [String] ?? []
  }

  /// Waits until words stand among what was said.
  func see(_ text: String, at place: SourceLocation = #_sourceLocation) throws {
    let words = String(decoding: try JSONSerialization.data(withJSONObject: [text]), as: UTF8.self)
    try browser.see("document.getElementById('log').textContent.includes(\(words)[0])", at: place)
  }

  /// Waits for the card of a waiting taxpayer.
  func seeWaiting(at place: SourceLocation = #_sourceLocation) throws {
    try browser.see("/第 \\d+ 位/.test(document.querySelector('[data-figure=position]').textContent)", at: place)
  }
}
