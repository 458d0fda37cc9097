import Desk

/// A message left or a ticket, by which findings name it.
struct PromiseName: Hashable, Comparable, CustomStringConvertible {
  var kind: PromiseKind
  var subject: String

  var description: String { kind.rawValue + "/" + subject }

  static func < (one: PromiseName, other: PromiseName) -> Bool { one.description < other.description }
}

/// What a log says of messages left, tickets and appointments: a digest of each as it was last told, and the places that appointments hold.
struct LoggedPromises {
  /// A message or a ticket.
  struct Promise {
    var digest: Int
    var entry: Int
    var number: Int
  }

  private struct Booked {
    var digest: Int
    var rule: String
    /// When it holds a place.
    var span: [Timestamp]?
  }

  private(set) var promises: [PromiseName: Promise] = [:]
  private var appointments: [AppointmentID: Booked] = [:]
  private var places: [String: [[Timestamp]: Int]] = [:]

  /// Takes a step of a message or ticket; tells whether it follows the one before.
  mutating func take(_ change: PromiseChange) -> Bool {
    let name = PromiseName(kind: change.kind, subject: change.subject)
    let follows = change.entry.number == (promises[name]?.number ?? 0) + 1
    promises[name] = Promise(
      digest: change.ticket?.hashValue ?? change.message?.hashValue ?? 0, entry: change.entry.hashValue,
      number: change.entry.number)
    return follows
  }

  mutating func take(_ appointment: Appointment) {
    let span = appointment.holdsPlace ? [appointment.start, appointment.end] : nil
    let booked = Booked(digest: appointment.hashValue, rule: appointment.rule, span: span)
    let before = appointments.updateValue(booked, forKey: appointment.id)
    if let span { places[booked.rule, default: [:]][span, default: 0] += 1 }
    guard let before, let held = before.span else { return }
    let left = (places[before.rule]?[held] ?? 0) - 1
    places[before.rule]?[held] = left > 0 ? left : nil
  }

  /// The places held by rule, in order.
  var held: [(rule: String, places: [HeldPlaces])] {
    places.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map { rule, spans in
      let places = spans.map { HeldPlaces(start: $0.key[0], end: $0.key[1], count: $0.value) }
      return (rule, places.sorted { ($0.start, $0.end) < ($1.start, $1.end) })
    }
  }

  /// Whether the log knows an appointment as a row has it; forgets it.
  mutating func settle(_ id: AppointmentID, as kept: Appointment?) -> Bool {
    guard let booked = appointments.removeValue(forKey: id) else { return kept == nil }
    return kept?.hashValue == booked.digest
  }

  /// Forgets a message or ticket and tells what the log said of it.
  mutating func settle(_ name: PromiseName) -> Promise? { promises.removeValue(forKey: name) }

  /// The appointments that are left, in order.
  var leftAppointments: [AppointmentID] { appointments.keys.sorted() }
}
