import Desk
import FoundationEssentials

/// How a due time came about, step by step, for reading and for programs.
public struct DueReport: Hashable, Sendable {
  /// The due time with its steps.
  public var due: DueTime
  /// Minutes by which the office's clock is ahead of UTC.
  public var utcOffsetMinutes: Int

  /// The report of a due time.
  public init(_ due: DueTime, utcOffsetMinutes: Int) {
    self.due = due
    self.utcOffsetMinutes = utcOffsetMinutes
  }

  /// One row per step, and the minutes they add up to.
  public func table(_ language: Language) -> Table {
    let minutes = due.steps.reduce(0) { $0 + $1.minutes }
    return Table(
      title: title,
      columns: [
        Table.Column("step", Localised("步骤", "Step")), Table.Column("minutes", Localised("分钟", "Minutes")),
      ],
      rows: due.steps.map { [.text($0.text(language)), .count($0.minutes)] }, summary: [.none, .count(minutes)])
  }

  private var title: Localised {
    let calendar = WorkingCalendar(utcOffsetMinutes: utcOffsetMinutes, weekly: [:])
    func clock(_ moment: Timestamp) -> String {
      let (day, minute) = calendar.local(moment)
      return day.description + " " + WorkingCalendar.clock(minute)
    }
    let (from, minutes) = (clock(due.from), due.minutes)
    let end =
      due.at.map { Localised("，到期 \(clock($0))", ", due \(clock($0))") }
      ?? Localised("，现停止计时", ", the clock stands still")
    return Localised(
      "从 \(from) 起计 \(minutes) 工作分钟\(end.chinese)", "\(minutes) working minutes from \(from)\(end.english)")
  }

  /// The report as text that ends with a line end.
  public func text(_ format: ReportFormat, _ language: Language) -> String {
    switch format {
    case .json: json()
    case .csv: CommaSeparated.text(table(language))
    case .table: TextTable.text(table(language), language)
    }
  }

  private func json() -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(due), as: UTF8.self) + "\n"
    } catch {
      preconditionFailure("a due time has no JSON spelling: \(error)")
    }
  }
}
