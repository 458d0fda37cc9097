import Desk
import Testing

struct PromiseFilterTests {
  private let context: PromiseFilter.Context

  init() throws {
    context = PromiseFilter.Context(
      catalogue: Catalogue(groups: [
        SkillGroup(id: "invoice", name: Localised("发票", "Invoices")),
        SkillGroup(id: "source", name: Localised("税源管理", "Tax sources")),
      ]), me: "zhang", now: try #require(Timestamp("2026-11-23T10:00:00+08:00")),
      calendar: WorkingCalendar(weekly: [:]))
  }

  @Test("A line is read: state, group by part of its name, due, priority, and words")
  func line() throws {
    let filter = try PromiseFilter("state:open group:税源 due<2d prio:high 发票 红冲", context)
    #expect(filter.states == nil && filter.group == "source" && filter.priority == .high && !filter.priorityIsLeast)
    #expect(filter.dueBefore == context.now.advanced(seconds: 172_800) && filter.words == "发票 红冲")
    let other = try PromiseFilter("who:me prio>=high state:pending state:待补充 due>today sort:prio watch:我", context)
    #expect(other.owner == .agent("zhang") && other.priorityIsLeast && other.states == ["pending"])
    #expect(other.dueFrom == Timestamp("2026-11-24T00:00:00+08:00") && other.order == .priority)
    #expect(other.watcher == "zhang")
    #expect(try PromiseFilter("http://例 12:30", context).words == "http://例 12:30", "no key: words")
    #expect(try PromiseFilter("state:all", context).includesEnded)
  }

  @Test(
    "What cannot be read is told with what may stand there",
    arguments: ["state:xyz", "group:火星", "prio:9", "due<soon", "sort:size", "type:nothing", "group:"])
  func mistakes(_ line: String) {
    #expect(throws: PromiseFilter.Mistake.self) { try PromiseFilter(line, context) }
  }

  @Test(
    "The most overdue stands first: a person who waits before a promise, a promise by how late and how urgent it is")
  func overdue() throws {
    let now = context.now
    func line(_ work: Overdue.Work, _ minutes: Int, _ priority: PromisePriority = .normal) -> Overdue {
      Overdue(
        work: work, title: "", reason: Localised("", ""), dueAt: now.advanced(seconds: -minutes * 60),
        priority: priority)
    }
    let lines = [
      line(.ticket("later"), -600), line(.ticket("late"), 60), line(.message("late-high"), 55, .high),
      line(.waiting("w"), 2), line(.unanswered("u"), 1), line(.ticket("low"), 60, .low), line(.waiting("fresh"), -1),
      line(.appointment("in an hour"), -60),
    ]
    let ordered = Overdue.ordered(lines.reversed(), at: now).map(\.work)
    #expect(
      ordered == [
        .waiting("w"), .message("late-high"), .ticket("late"), .unanswered("u"), .ticket("low"), .waiting("fresh"),
        .appointment("in an hour"), .ticket("later"),
      ])
  }

  @Test("Words are found by pairs of characters; single ones by themselves")
  func terms() {
    #expect(SearchTerms.of("发票ABC-12 税") == ["发", "票", "发票", "abc", "12", "税"])
    #expect(SearchTerms.asked("电子发票 税") == ["电子", "子发", "发票", "税"])
  }
}
