import Desk

/// The screen of appointments 预约: a day, a week or a month, and what is done to the marked one.
public struct AppointmentDesk: Equatable, Sendable {
  /// How much is shown.
  public enum Span: String, Sendable, CaseIterable {
    /// One day, slot by slot.
    case day
    /// Seven days from Monday.
    case week
    /// A month.
    case month
  }

  /// How much is shown.
  public var span: Span
  /// The marked day.
  public var day: CivilDate
  /// The marked row: of the day's rows, or of the week's slots.
  public var row: Int
  /// Whether everything about the marked appointment is shown.
  public var isDetailed: Bool
  /// Why an appointment is cancelled, while that is written.
  public var reason: Editor?
  /// The one it is written about: it stays so, whatever comes into the day meanwhile.
  public var cancelled: AppointmentID?
  /// Slots to put the marked one to, while one is chosen.
  public var choice: SlotChoice?
  /// Whether something is on its way.
  public var isSending: Bool
  /// The days whose appointments are here, or on their way.
  public var known: ClosedRange<CivilDate>?
  /// How the marked one's taxpayer is reached, once it was asked for.
  public var contact: Contact?

  /// An appointment's contact, unmasked.
  public struct Contact: Equatable, Sendable {
    /// Whose.
    public var appointment: AppointmentID
    /// As it was given.
    public var text: String
  }

  /// Slots, or colleagues, to choose one of.
  public struct SlotChoice: Equatable, Sendable {
    /// What is put to one of them.
    public var appointment: AppointmentID
    /// Those with a place left; `nil` while they are on their way.
    public var slots: [Slot]?
    /// Row marked, from 0.
    public var selected: Int
    /// Whom it can be given to 改派, who is away last; `nil` when a slot is chosen.
    public var people: [DeskChoice]?

    /// How many there are.
    public var count: Int { people?.count ?? slots?.count ?? 0 }
  }

  /// That appointment's contact, if it was asked for.
  public func contact(of id: AppointmentID) -> String? { contact?.appointment == id ? contact?.text : nil }

  /// A day's screen.
  public init(day: CivilDate, span: Span = .day) {
    self.day = day
    self.span = span
    row = 0
    isDetailed = false
    isSending = false
  }
}

/// The form in which somebody says how they want to be called.
public struct AlarmForm: Equatable, Sendable {
  /// What is chosen so far.
  public var settings: AlarmSettings
  /// Row marked, from 0.
  public var selected: Int
  /// Whether it is on its way.
  public var isSending: Bool

  /// A form that begins with what holds.
  public init(_ settings: AlarmSettings) {
    self.settings = settings
    selected = 0
    isSending = false
  }

  /// What the rows are about.
  public enum Row: Hashable, Sendable {
    case rings, notifies, flashes, isQuiet
    case repeatSeconds, waitingSeconds, unansweredSeconds
    case kind(AlarmKind)
  }

  /// The rows, in order.
  public static let rows: [Row] =
    [.rings, .notifies, .flashes, .isQuiet, .repeatSeconds, .waitingSeconds, .unansweredSeconds]
    + AlarmKind.allCases.map { .kind($0) }
}
