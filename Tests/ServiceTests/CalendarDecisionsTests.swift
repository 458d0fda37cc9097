import Desk
import Service
import Testing

@Suite("Changing the working calendar")
struct CalendarDecisionsTests {
  private func ranges(_ text: String...) throws -> [WorkingRange] { try text.map { try #require(WorkingRange($0)) } }

  @Test("a supervisor changes it at the revision they read; it is audited; the same again changes nothing")
  func change() throws {
    var scene = Scene()
    let day = try #require(CivilDate("2026-12-01"))
    let calendar = WorkingCalendar(
      weekly: [1: try ranges("09:00-12:00", "13:30-17:30")],
      exceptions: [day: DayException(ranges: [], reason: Localised("停电", "No power"))])
    let draft = CalendarDraft(
      calendar: calendar, groups: ["invoice": GroupCalendar(weekly: [2: try ranges("10:00-11:00")])])
    let outcome = try scene.perform(.changeCalendar(draft, expecting: 1), by: .staff(Scene.supervisor))
    #expect(outcome.events == [.officeChanged(OfficeChange(kind: "calendar"))])
    #expect(scene.office.calendar == calendar && scene.office.calendarRevision == 2)
    #expect(scene.audits.last?.act == "calendar.change")
    #expect(scene.audits.last?.detail.contains("exceptions 2026-12-01") == true)
    #expect(
      refusal { try scene.perform(.changeCalendar(draft, expecting: 1), by: .staff(Scene.supervisor)) }?.kind
        == .changedMeanwhile)
    #expect(try scene.perform(.changeCalendar(draft, expecting: 2), by: .staff(Scene.administrator)).events.isEmpty)
    #expect(
      refusal { try scene.perform(.changeCalendar(draft, expecting: 2), by: .staff(Scene.agent)) }?.kind == .forbidden)
  }

  @Test("what is not a calendar is refused")
  func refused() throws {
    var scene = Scene()
    let overlapping = CalendarDraft(calendar: WorkingCalendar(weekly: [1: try ranges("09:00-12:00", "11:00-13:00")]))
    let badDay = CalendarDraft(calendar: WorkingCalendar(weekly: [8: try ranges("09:00-12:00")]))
    let unknown = CalendarDraft(calendar: WorkingCalendar(weekly: [:]), groups: ["none": GroupCalendar()])
    let day = try #require(CivilDate("2026-12-01"))
    let both = CalendarDraft(
      calendar: WorkingCalendar(weekly: [:], holidays: [day: "节"], makeUpWorkdays: [day: []]))
    let nameless = CalendarDraft(
      calendar: WorkingCalendar(
        weekly: [:], exceptions: [day: DayException(ranges: [], reason: Localised(" ", ""))]))
    let elsewhere = CalendarDraft(calendar: WorkingCalendar(utcOffsetMinutes: 0, weekly: [:]))
    for draft in [overlapping, badDay, unknown, both, nameless, elsewhere] {
      let found = refusal { try scene.perform(.changeCalendar(draft, expecting: 1), by: .staff(Scene.supervisor)) }
      #expect(found?.status == 400)
    }
  }

  @Test("a group's own hours decide who may wait for it, and when the office says it opens")
  func waiting() throws {
    var scene = Scene()
    scene.office.settings.acceptsOutsideHours = false
    scene.office.calendar = WorkingCalendar(
      weekly: Dictionary(uniqueKeysWithValues: (1...7).map { ($0, [] as [WorkingRange]) }))
    let all = try ranges("00:00-24:00")
    scene.office.groupCalendars = [
      "invoice": GroupCalendar(weekly: Dictionary(uniqueKeysWithValues: (1...7).map { ($0, all) }))
    ]
    func ask(_ group: SkillGroupID) -> Command {
      .escalate(group: group, priority: 0, reason: "问", newConversation: "c1", noticeID: "n1")
    }
    #expect(refusal { try scene.perform(ask("registration"), by: .taxpayer(Scene.person)) }?.kind == .officeClosed)
    #expect(refusal { try scene.perform(ask("invoice"), by: .taxpayer(Scene.person)) } == nil)
  }
}
