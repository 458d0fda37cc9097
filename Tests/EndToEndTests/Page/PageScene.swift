import Testing

/// A backend, and a taxpayer who has signed in on its sample tax site and opened the panel; an agent stands by.
struct PageScene {
  let backend: RunningBackend
  let browser: WebDriver
  let page: TaxpayerPage
  let agent: SimulatedAgent

  /// Makes it; the agent is ready before the taxpayer comes if `isStaffed`.
  init(isStaffed: Bool = true) throws {
    backend = try RunningBackend()
    agent = SimulatedAgent(backend: backend)
    if isStaffed { try agent.getReady() }
    browser = try WebDriver()
    page = try TaxpayerPage.signedIn(browser, at: backend.ready.url)
  }

  /// The taxpayer asks for a human and the agent accepts; returns the conversation.
  func talk() throws -> String {
    try browser.click("#human")
    try page.seeWaiting()
    return try agent.acceptFirst()
  }

  func end() {
    browser.end()
    backend.end()
  }
}
