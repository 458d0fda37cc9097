import Desk

/// Appointments for calendar programs: iCalendar, RFC 5545.
public struct CalendarText: Hashable, Sendable {
  /// What the calendar is called.
  public var name: String
  /// What stands in it.
  public var appointments: [Appointment]
  /// Whose it is; a part of each entry's name that never changes.
  public var office: OfficeID
  /// When it was drawn up.
  public var at: Timestamp

  /// A calendar from its parts.
  public init(name: String, appointments: [Appointment], office: OfficeID, at: Timestamp) {
    self.name = name
    self.appointments = appointments
    self.office = office
    self.at = at
  }

  /// The file: CRLF, folded at 75 octets and never inside a character.
  public var text: String {
    let head = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Zuoxi//Appointments \(Release.version)//ZH", "CALSCALE:GREGORIAN",
      "METHOD:PUBLISH", "X-WR-CALNAME:" + Self.escaped(name), "X-WR-TIMEZONE:Asia/Shanghai",
      "REFRESH-INTERVAL;VALUE=DURATION:PT5M",
    ]
    // Without daylight saving since 1991.
    let zone = [
      "BEGIN:VTIMEZONE", "TZID:Asia/Shanghai", "BEGIN:STANDARD", "DTSTART:19910915T000000", "TZOFFSETFROM:+0800",
      "TZOFFSETTO:+0800", "TZNAME:CST", "END:STANDARD", "END:VTIMEZONE",
    ]
    let lines = head + zone + appointments.flatMap(entry) + ["END:VCALENDAR"]
    return lines.map(Self.folded).joined()
  }

  private func entry(_ appointment: Appointment) -> [String] {
    var lines = [
      "BEGIN:VEVENT", "UID:\(appointment.id)@\(office).zuoxi", "DTSTAMP:" + Self.universal(at),
      "CREATED:" + Self.universal(appointment.bookedAt), "LAST-MODIFIED:" + Self.universal(appointment.changedAt),
      "SEQUENCE:\(appointment.sequence)", "STATUS:" + Self.status(appointment.stage),
      "DTSTART;TZID=Asia/Shanghai:" + Self.local(appointment.start),
      "DTEND;TZID=Asia/Shanghai:" + Self.local(appointment.end),
      "SUMMARY:" + Self.escaped(summary(appointment)), "DESCRIPTION:" + Self.escaped(description(appointment)),
    ]
    if let place = appointment.place { lines.append("LOCATION:" + Self.escaped(place.chinese)) }
    lines.append("END:VEVENT")
    return lines
  }

  private func summary(_ appointment: Appointment) -> String {
    [appointment.matter.chinese, appointment.mode.name.chinese, appointment.taxpayer.name].joined(separator: " · ")
  }

  private func description(_ appointment: Appointment) -> String {
    var lines = [appointment.stage.name.chinese]
    if let enterprise = appointment.taxpayer.enterprise { lines.append(enterprise.name) }
    if let agent = appointment.agent { lines.append("坐席 " + agent.name) }
    // Free words stay out: whoever has the address reads it without signing in.
    return lines.joined(separator: "\n")
  }

  private static func status(_ stage: Appointment.Stage) -> String {
    switch stage {
    case .booked: "TENTATIVE"
    case .cancelled: "CANCELLED"
    case .confirmed, .ringing, .late, .started, .completed, .noShow, .lapsed: "CONFIRMED"
    }
  }

  // MARK: - Spelling

  private static func universal(_ moment: Timestamp) -> String { compact(moment) + "Z" }

  private static func local(_ moment: Timestamp) -> String { compact(moment.advanced(seconds: 8 * 3600)) }

  /// `20261009T090000`.
  private static func compact(_ moment: Timestamp) -> String {
    String(moment.description.prefix(19).filter { $0 != "-" && $0 != ":" })
  }

  /// Text as RFC 5545 §3.3.11 wants it; controls are left out.
  static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", ";", ",":
        escaped.append("\\")
        escaped.append(scalar)
      case "\n": escaped.append(contentsOf: "\\n".unicodeScalars)
      default: if scalar.value >= 0x20, !(0x7F...0x9F).contains(scalar.value) { escaped.append(scalar) }
      }
    }
    return String(escaped)
  }

  /// A line with its CRLF; whatever is longer than 75 octets goes on in lines that begin with a space.
  static func folded(_ line: String) -> String {
    var folded = ""
    var octets = 0
    for scalar in line.unicodeScalars {
      let width = String(scalar).utf8.count
      if octets + width > 75 {
        folded += "\r\n "
        octets = 1
      }
      folded.unicodeScalars.append(scalar)
      octets += width
    }
    return folded + "\r\n"
  }
}
