import Foundation
import TestPrograms
import Testing

/// Appointments on the taxpayer's page, in a real browser against a real backend.
@Suite(
  "The taxpayer's page: appointments", .serialized,
  .enabled(if: BuiltProgram.has("chromium") && BuiltProgram.has("chromedriver")))
@TestThread struct AppointmentPageTests {
  @Test(
    "a taxpayer books, moves and cancels; the agent begins it and the page rings with the invitation; also on a phone",
    arguments: [(1280, 800), (390, 780)])
  func circle(_ width: Int, _ height: Int) throws {
    let backend = try RunningBackend.booking()
    defer { backend.end() }
    let browser = try WebDriver(width: width, height: height)
    defer { browser.end() }
    let agent = SimulatedAgent(backend: backend)
    try agent.getReady()
    let page = try TaxpayerPage.signedIn(browser, at: backend.ready.url)
    try browser.see("!document.getElementById('book').hidden")
    try browser.click("#book")
    try browser.see("document.querySelector('[data-rule=soon]')")
    try browser.click("[data-rule=soon]")
    try browser.chooseTomorrow()
    try browser.click("[data-mode=video]")
    try browser.click(".booking-slot:not(:disabled)")
    #expect(try browser.run("return document.documentElement.scrollWidth <= innerWidth") as? Bool == true)
    try browser.type("红字发票怎么开", into: "#booking-text")
    try browser.click("#booking-confirm")
    try browser.see("document.querySelector('[data-stage=booked]')")
    let booked = try #require(try agent.appointments().first)
    #expect(booked["words"] as? String == "红字发票怎么开" && booked["mode"] as? String == "video")
    let id = try #require(booked["id"] as? String)

    // Moved by the taxpayer: another slot, the same appointment; the one it has is not called full.
    try browser.click("[data-act=move]")
    try browser.chooseTomorrow()
    let own = try browser.run("return document.querySelector('.booking-slot:disabled .booking-free').textContent")
    #expect(own as? String == "当前预约")
    try browser.run("document.querySelectorAll('.booking-slot:not(:disabled)')[1].click()")
    try browser.click("#booking-confirm")
    try browser.see("document.querySelector('[data-appointment=\"\(id)\"]')")
    #expect(try agent.appointments().first?["sequence"] as? Int == 1)

    // Cancelled, asked first; then booked again and confirmed by the agent, live.
    try browser.click("[data-act=cancel]")
    try browser.click("[data-act=cancel]")
    try browser.see("document.querySelector('[data-stage=cancelled]')")
    // In time to be begun at once: the second slot from now, or midnight's.
    try browser.click("[data-rule=soon]")
    try browser.see("document.querySelector('.booking-slot:not(:disabled)')")
    try browser.click("[data-mode=video]")
    try browser.run(
      "const free = document.querySelectorAll('.booking-slot:not(:disabled)'); (free[1] ?? free[0]).click()")
    try browser.click("#booking-confirm")
    try browser.see("document.querySelector('[data-stage=booked]')")
    let second = try #require(try agent.appointments().first { $0["stage"] as? String == "booked" }?["id"] as? String)
    try agent.act("/v1/appointments/\(second)/confirm")
    try browser.see("document.querySelector('[data-stage=confirmed]')")
    try browser.click("#booking-close")
    try browser.see("document.querySelector('.booking-line')")

    // The personal centre has them all, and moving one there opens the panel.
    try browser.click("#centre-open")
    try browser.see("document.querySelector('#tab-appointments')")
    try browser.click("#tab-appointments")
    let item = ".booking-shelf [data-appointment=\"\(second)\"]"
    try browser.see("document.querySelector('\(item)')?.dataset.stage === 'confirmed'")
    try browser.see(
      "document.querySelector('.booking-shelf [data-appointment=\"\(id)\"]')?.dataset.stage === 'cancelled'")
    try browser.run("document.querySelector('\(item) [data-act=move]').click()")
    try browser.chooseTomorrow()
    try browser.click("#booking-close")
    try browser.click("#centre-close")

    // Begun: the talk is here, with the invitation to a video call.
    try agent.act("/v1/appointments/\(second)/start")
    try page.see("预约开始")
    try browser.see("document.querySelector('#call') && !document.querySelector('#call').hidden")
    try browser.see("document.getElementById('appointment').hidden")
    #expect(try browser.complaints().isEmpty)
  }

  @Test("a slot somebody else was faster for is said, and the slots are shown as they are")
  func faster() throws {
    let backend = try RunningBackend.booking()
    defer { backend.end() }
    let browser = try WebDriver(width: 390, height: 780)
    defer { browser.end() }
    _ = try TaxpayerPage.signedIn(browser, at: backend.ready.url)
    try browser.click("#book")
    try browser.see("document.querySelector('[data-rule=soon]')")
    try browser.click("[data-rule=soon]")
    try browser.chooseTomorrow()
    try browser.click(".booking-slot:not(:disabled)")
    let slot = try #require(
      try browser.run("return document.querySelector('.booking-slot[aria-pressed=true]').dataset.slot") as? String)
    let other = try backend.visit(1)
    let draft = "{\"rule\":\"soon\",\"mode\":\"text\",\"start\":\"\(slot)\"}"
    try backend.ask("POST", "/v1/visit/appointments", token: other, body: draft)
    try browser.click("#booking-confirm")
    try browser.see("!document.querySelector('.booking-problem').hidden")
    try browser.see("document.querySelector('.booking-slot[data-slot=\"\(slot)\"]')?.disabled !== false")
  }
}

extension AppointmentPageTests {
  @Test("a day that can no longer be booked is not called full")
  func tooLate() throws {
    let backend = try RunningBackend.booking(ahead: true)
    defer { backend.end() }
    let browser = try WebDriver(width: 390, height: 780)
    defer { browser.end() }
    _ = try TaxpayerPage.signedIn(browser, at: backend.ready.url)
    try browser.click("#book")
    try browser.see("document.querySelector('[data-rule=soon]')")
    try browser.click("[data-rule=soon]")
    try browser.see("document.querySelector('.booking-day:nth-child(2):disabled .booking-free')?.textContent === '已截止'")
    try browser.see("document.querySelector('.booking-slot:not(:disabled)')")
  }
}

extension SimulatedAgent {
  /// The appointments there are, in order.
  func appointments() throws -> [[String: Any]] {
    let answer = try backend.ask("GET", "/v1/appointments", token: backend.ready.token)
    return try #require(answer["appointments"] as? [[String: Any]])
  }
}

extension WebDriver {
  /// Shows the second day's slots: a whole day of them, also shortly before midnight.
  fileprivate func chooseTomorrow() throws {
    try see("document.querySelector('.booking-day:nth-child(2):not(:disabled)')")
    try click(".booking-day:nth-child(2)")
    try see(
      "document.querySelector('.booking-day:nth-child(2)')?.getAttribute('aria-pressed') === 'true'"
        + " && document.querySelectorAll('.booking-slot:not(:disabled)').length > 1")
  }
}
