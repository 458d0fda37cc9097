import Desk
import Testing

@testable import Runtime

@Suite("What a short name of a ticket stands for")
struct DueProgramTests {
  private static func ticket(_ id: TicketID, _ title: String) -> Ticket {
    let start = Timestamp(milliseconds: 1_795_413_600_000)
    return Ticket(
      id: id, title: title, type: "general", priority: .normal, group: "invoice", taxpayer: nil, openedAt: start,
      openedBy: nil, clock: PromiseClock(minutes: 60, from: start, on: WorkingCalendar(weekly: [:])))
  }

  @Test("the one ticket that ends so, in either case; others that the words were found in do not count")
  func one() throws {
    let tickets = [
      Self.ticket("01KAZ000000000000000AB12CD", "核实"), Self.ticket("01KAZ000000000000000ZZZZZZ", "AB12CD"),
    ]
    #expect(try DueProgram.whole("ab12cd", among: tickets) == "01KAZ000000000000000AB12CD")
  }

  @Test("several are told with their whole ids; none is told with what may be given")
  func several() {
    let tickets = [
      Self.ticket("01KAZ000000000000000AB12CD", "核实"), Self.ticket("01KAY000000000000000AB12CD", "补\u{1B}[2J录"),
    ]
    func failure(_ name: String) -> ProgramFailure? {
      do {
        _ = try DueProgram.whole(name, among: tickets)
        return nil
      } catch {
        return error
      }
    }
    let told = failure("AB12CD")?.words.chinese ?? ""
    #expect(told.contains("2 个工单") && tickets.allSatisfy { told.contains($0.id.rawValue) }, "\(told)")
    #expect(!told.contains("\u{1B}"), "a title is text from outside")
    #expect(failure("QQQQQQ")?.words.english.contains("There is no ticket QQQQQQ") == true)
  }
}
