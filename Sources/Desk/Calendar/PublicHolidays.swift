/// Public holidays with their make-up workdays, known by the release: `holidays: china` in an office's file.
public enum PublicHolidays: String, Codable, Sendable, CaseIterable {
  /// The mainland's.
  case china

  /// The days off, with their names.
  public var holidays: [CivilDate: Localised] { Self.holidaysOfChina }

  /// The days of week-ends that are worked instead, with the holiday they belong to.
  public var makeUpWorkdays: [CivilDate: Localised] { Self.makeUpWorkdaysOfChina }

  /// The last year for which the yearly notice is in here: what comes after it is what the law fixes, without days moved.
  public var lastNoticedYear: Int { 2026 }

  /// Where a year's days come from; `nil` for years that are not in here.
  public func source(of year: Int) -> Localised? {
    switch year {
    case 2026:
      Localised(
        "《国务院办公厅关于2026年部分节假日安排的通知》（2025年11月4日）",
        "General Office of the State Council, notice on the holidays of 2026 (4 November 2025)")
    case 2027:
      Localised(
        "《全国年节及纪念日放假办法》（2024年11月修订）第二条；不含调休与补假，待年度通知",
        "Regulation on national holidays as amended in November 2024, article 2; without days moved, which the yearly notice says"
      )
    default: nil
    }
  }

  /// A holiday's days of one year.
  private struct Span {
    var name: Localised
    /// First and last day, `MM-DD`.
    var days: (String, String)
    /// Days worked instead, `MM-DD`.
    var instead: [String] = []
  }

  private static let newYear = Localised("元旦", "New Year")
  private static let springFestival = Localised("春节", "Spring Festival")
  private static let qingming = Localised("清明节", "Qingming")
  private static let labourDay = Localised("劳动节", "Labour Day")
  private static let dragonBoat = Localised("端午节", "Dragon Boat Festival")
  private static let midAutumn = Localised("中秋节", "Mid-Autumn Festival")
  private static let nationalDay = Localised("国庆节", "National Day")

  private static let spansOfChina: [Int: [Span]] = [
    2026: [
      Span(name: newYear, days: ("01-01", "01-03"), instead: ["01-04"]),
      Span(name: springFestival, days: ("02-15", "02-23"), instead: ["02-14", "02-28"]),
      Span(name: qingming, days: ("04-04", "04-06")),
      Span(name: labourDay, days: ("05-01", "05-05"), instead: ["05-09"]),
      Span(name: dragonBoat, days: ("06-19", "06-21")),
      Span(name: midAutumn, days: ("09-25", "09-27")),
      Span(name: nationalDay, days: ("10-01", "10-07"), instead: ["09-20", "10-10"]),
    ],
    2027: [
      Span(name: newYear, days: ("01-01", "01-01")),
      Span(name: springFestival, days: ("02-05", "02-08")),
      Span(name: qingming, days: ("04-05", "04-05")),
      Span(name: labourDay, days: ("05-01", "05-02")),
      Span(name: dragonBoat, days: ("06-09", "06-09")),
      Span(name: midAutumn, days: ("09-15", "09-15")),
      Span(name: nationalDay, days: ("10-01", "10-03")),
    ],
  ]

  private static let holidaysOfChina: [CivilDate: Localised] = {
    var days: [CivilDate: Localised] = [:]
    for (year, spans) in spansOfChina {
      for span in spans {
        guard let first = CivilDate("\(year)-" + span.days.0), let last = CivilDate("\(year)-" + span.days.1)
        else { continue }
        for number in first.dayNumber...last.dayNumber { days[CivilDate(dayNumber: number)] = span.name }
      }
    }
    return days
  }()

  private static let makeUpWorkdaysOfChina: [CivilDate: Localised] = {
    var days: [CivilDate: Localised] = [:]
    for (year, spans) in spansOfChina {
      for span in spans {
        for text in span.instead {
          if let day = CivilDate("\(year)-" + text) { days[day] = span.name }
        }
      }
    }
    return days
  }()
}
