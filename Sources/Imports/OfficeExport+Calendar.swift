import Desk
import Yams

// When the office and its groups work, as a section of the file.

extension OfficeExport {
  var calendar: Node {
    let calendar = office.calendar
    let shared = calendar.publicHolidays.map { ExportNode.text($0.rawValue) }
    let hasOwn = !calendar.holidays.isEmpty
    return ExportNode.pairs([
      ("weekly", weekly(calendar.weekly)), ("publicHolidays", hasOwn ? shared : nil),
      (
        "holidays",
        !hasOwn
          ? shared
          : Node(
            calendar.holidays.sorted { $0.key < $1.key }.map {
              (ExportNode.text($0.key.description), ExportNode.text($0.value))
            })
      ),
      (
        "makeUpWorkdays",
        calendar.makeUpWorkdays.isEmpty
          ? nil
          : Node(
            calendar.makeUpWorkdays.sorted { $0.key < $1.key }.map {
              (ExportNode.text($0.key.description), ranges($0.value))
            })
      ),
      ("exceptions", calendar.exceptions.map(exceptions)),
      (
        "groups",
        office.groupCalendars.map { groups in
          Node(
            groups.sorted { $0.key < $1.key }.map { id, part in
              (
                ExportNode.text(id.rawValue),
                ExportNode.pairs([
                  ("weekly", part.weekly.map(weekly)), ("exceptions", part.exceptions.map(exceptions)),
                ])
              )
            })
        }
      ),
    ])
  }

  func ranges(_ ranges: [WorkingRange]) -> Node { ExportNode.list(ranges.map(\.description)) }

  private func weekly(_ weekly: [Int: [WorkingRange]]) -> Node {
    Node(weekly.sorted { $0.key < $1.key }.map { (Node(String($0.key)), ranges($0.value)) })
  }

  private func exceptions(_ exceptions: [CivilDate: DayException]) -> Node {
    Node(
      exceptions.sorted { $0.key < $1.key }.map { day, exception in
        let reason = exception.reason
        return (
          ExportNode.text(day.description),
          ExportNode.pairs([
            ("ranges", ranges(exception.ranges)), ("reason", ExportNode.text(reason.chinese)),
            ("englishReason", reason.english == reason.chinese ? nil : ExportNode.text(reason.english)),
          ])
        )
      })
  }

  func appointmentRule(_ rule: AppointmentRule) -> Node {
    func number(_ number: Int) -> Node { Node(String(number)) }
    let place = rule.place
    return ExportNode.pairs([
      ("code", ExportNode.text(rule.code)), ("name", ExportNode.text(rule.name.chinese)),
      ("englishName", rule.name.english == rule.name.chinese ? nil : ExportNode.text(rule.name.english)),
      ("group", ExportNode.text(rule.group.rawValue)), ("modes", ExportNode.list(rule.modes.map(\.rawValue))),
      ("minutes", number(rule.minutes)), ("capacity", number(rule.capacity)),
      ("leadMinutes", number(rule.leadMinutes)), ("horizonDays", number(rule.horizonDays)),
      ("reminderMinutes", number(rule.limits.reminder)), ("lateMinutes", number(rule.limits.late)),
      ("noShowMinutes", number(rule.limits.noShow)), ("place", place.map { ExportNode.text($0.chinese) }),
      ("englishPlace", place.flatMap { $0.english == $0.chinese ? nil : ExportNode.text($0.english) }),
      ("confirmedAtOnce", rule.isConfirmedAtOnce == true ? Node("true") : nil),
    ])
  }
}
