/// The clock of a promise: working minutes that were promised, and the stretches in which they ran. It stands still while the taxpayer is waited for.
public struct PromiseClock: Hashable, Codable, Sendable {
  /// A stretch in which the clock ran.
  public struct Run: Hashable, Codable, Sendable {
    /// Its beginning.
    public var from: Timestamp
    /// Its end; `nil` while it runs.
    public var to: Timestamp?

    /// A stretch from its parts.
    public init(from: Timestamp, to: Timestamp? = nil) {
      self.from = from
      self.to = to
    }
  }

  /// Working minutes promised.
  public var minutes: Int
  /// Minutes that ran in stretches that are no longer listed.
  public var counted: Int
  /// The latest stretches, in order, at most `mostRuns`.
  public var runs: [Run]
  /// When the promise is due; `nil` while the clock stands still, or if the calendar never works.
  public var dueAt: Timestamp?

  /// Stretches that are listed at most; what ran before is a sum.
  public static let mostRuns = 12

  /// A clock that runs from a moment on.
  public init(minutes: Int, from moment: Timestamp, on calendar: WorkingCalendar) {
    self.minutes = minutes
    counted = 0
    runs = [Run(from: moment)]
    dueAt = calendar.adding(workingMinutes: minutes, to: moment)
  }

  /// Whether it runs.
  public var isRunning: Bool { runs.last.map { $0.to == nil } ?? false }

  /// Whether what was promised is late at a moment.
  public func isLate(at now: Timestamp) -> Bool { dueAt.map { $0 <= now } ?? false }

  /// Lets it stand still. What is late already stays late.
  public mutating func pause(at now: Timestamp, on calendar: WorkingCalendar) {
    guard isRunning, !isLate(at: now), let last = runs.indices.last else { return }
    runs[last].to = max(now, runs[last].from)
    dueAt = nil
  }

  /// Lets it run again for the minutes that are left.
  public mutating func resume(at now: Timestamp, on calendar: WorkingCalendar) {
    guard !isRunning else { return }
    let left = max(0, minutes - ran(on: calendar))
    if runs.count >= Self.mostRuns {
      counted += ran(runs.removeFirst(), calendar)
    }
    runs.append(Run(from: now))
    dueAt = calendar.adding(workingMinutes: left, to: now)
  }

  /// Promises another number of minutes, counted from the same beginning.
  public mutating func promise(minutes: Int, on calendar: WorkingCalendar) {
    self.minutes = minutes
    guard isRunning, let last = runs.last else { return }
    let before = counted + runs.dropLast().reduce(0) { $0 + ran($1, calendar) }
    dueAt = calendar.adding(workingMinutes: max(0, minutes - before), to: last.from)
  }

  /// How the due time came about, over every stretch.
  public func why(on calendar: WorkingCalendar) -> DueTime {
    var whole = DueTime(from: runs.first?.from ?? .init(milliseconds: 0), minutes: minutes, at: dueAt, steps: [])
    var left = max(0, minutes - counted)
    for (place, run) in runs.enumerated() {
      let counts = run.to.map { calendar.workingMinutes(from: run.from, to: $0) } ?? left
      if counts > 0 || run.to == nil {
        whole.steps += calendar.why(workingMinutes: counts, from: run.from).steps
      }
      left = max(0, left - counts)
      guard let end = run.to else { continue }
      let (day, minute) = calendar.local(end)
      var pause = DueStep(reason: .paused, day: day, fromMinute: minute)
      if place + 1 < runs.count {
        let (last, to) = calendar.local(runs[place + 1].from)
        pause.lastDay = last == day ? nil : last
        pause.toMinute = to
      }
      // What was resolved and opened again at once stood still for nothing.
      if place + 1 == runs.count || pause.lastDay != nil || pause.toMinute != minute { whole.steps.append(pause) }
    }
    return whole
  }

  private func ran(on calendar: WorkingCalendar) -> Int { counted + runs.reduce(0) { $0 + ran($1, calendar) } }

  private func ran(_ run: Run, _ calendar: WorkingCalendar) -> Int {
    run.to.map { calendar.workingMinutes(from: run.from, to: $0) } ?? 0
  }
}
