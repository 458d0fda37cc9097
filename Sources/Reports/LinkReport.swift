import Desk
import FoundationEssentials

/// The entry links and whether each leads somewhere: what `zuoxi links check` prints.
public struct LinkReport: Hashable, Sendable {
  /// What the web said of a link.
  public enum Answer: Hashable, Sendable {
    /// The server answered with that status; a redirect names where to.
    case status(Int, location: String?)
    /// Nothing answered, and why.
    case unreachable(Localised)
  }

  /// What is to be thought of a link.
  public enum Verdict: String, Codable, Sendable, CaseIterable {
    /// It can be sent and leads somewhere.
    case alive
    /// Nothing is there, or nobody answers.
    case dead
    /// Its last day is over.
    case expired
    /// Its first day is still to come.
    case notYet = "not-yet"
    /// It leads, or leads on, to a host that is not on the office's list.
    case foreignHost = "foreign-host"

    /// The verdict in words.
    public var name: Localised {
      switch self {
      case .alive: Localised("正常", "alive")
      case .dead: Localised("失效", "dead")
      case .expired: Localised("已到期", "expired")
      case .notYet: Localised("未到期", "not yet")
      case .foreignHost: Localised("主机不允许", "foreign host")
      }
    }

    /// Whether somebody has to do something about it.
    public var isTrouble: Bool { self == .dead || self == .expired || self == .foreignHost }
  }

  /// A link with what is to be thought of it.
  public struct Line: Hashable, Sendable {
    /// The link.
    public var link: EntryLink
    /// The verdict.
    public var verdict: Verdict
    /// The HTTP status; `nil` when nobody answered.
    public var status: Int?
    /// Why, in short; empty when there is nothing to say.
    public var reason: Localised
  }

  /// Every link, in the catalogue's order.
  public var lines: [Line]

  /// Judges every link of a catalogue by the web's answers, asked on that day of the office.
  public init(_ links: EntryLinkList, answers: [String: Answer], on day: CivilDate) {
    lines = links.links.map { Self.line($0, links.hosts, answers[$0.code], day) }
  }

  /// Whether somebody has to do something.
  public var hasTrouble: Bool { lines.contains { $0.verdict.isTrouble } }

  private static func line(_ link: EntryLink, _ hosts: [String], _ answer: Answer?, _ day: CivilDate) -> Line {
    func line(_ verdict: Verdict, _ reason: Localised = Localised("", "")) -> Line {
      guard case .status(let status, _) = answer else { return Line(link: link, verdict: verdict, reason: reason) }
      return Line(link: link, verdict: verdict, status: status, reason: reason)
    }
    switch link.obstacle(on: day, for: nil, hosts: hosts) {
    case .notBefore(let first): return line(.notYet, LinkObstacle.notBefore(first).text)
    case .expired(let last): return line(.expired, LinkObstacle.expired(last).text)
    case .foreignHost(let host): return line(.foreignHost, LinkObstacle.foreignHost(host).text)
    case .otherRegion, nil: break
    }
    switch answer {
    case .status(let status, let location):
      if (300...399).contains(status), let location, let next = moved(link, to: location) {
        if let obstacle = next.obstacle(on: day, for: nil, hosts: hosts) {
          return line(.foreignHost, obstacle.text)
        }
        return line(.alive, Localised("转到 \(location)", "leads on to \(location)"))
      }
      // A page that asks to sign in first is there; what is gone or broken is not.
      return [401, 403, 405, 429].contains(status) || (200...399).contains(status) ? line(.alive) : line(.dead)
    case .unreachable(let reason): return line(.dead, reason)
    case nil: return line(.dead, Localised("未检查", "not asked"))
    }
  }

  /// The link at the place a redirect names; `nil` when it stays on the same host.
  private static func moved(_ link: EntryLink, to location: String) -> EntryLink? {
    guard location.contains("//") else { return nil }
    var moved = link
    moved.url = location.hasPrefix("//") ? "https:" + location : location
    return moved.host == link.host ? nil : moved
  }

  /// One row per link.
  public var table: Table {
    Table(
      title: Localised("办理入口检查", "Entry links"),
      columns: [
        Table.Column("verdict", Localised("结果", "Verdict")), Table.Column("code", Localised("编码", "Code")),
        Table.Column("title", Localised("名称", "Title")), Table.Column("status", Localised("状态码", "Status")),
        Table.Column("url", Localised("网址", "Address")), Table.Column("reason", Localised("说明", "Why")),
      ],
      rows: lines.map { line in
        [
          .text(line.verdict.rawValue), .text(line.link.code), .text(line.link.title.chinese),
          line.status.map(Table.Cell.count) ?? .none, .text(line.link.url),
          line.reason.chinese.isEmpty ? .none : .text(line.reason.chinese),
        ]
      })
  }

  /// The report as text that ends with a line end.
  public func text(_ format: ReportFormat, _ language: Language) -> String {
    switch format {
    case .csv: return CommaSeparated.text(table)
    case .json: return json()
    case .table:
      var table = table
      for (index, line) in lines.enumerated() {
        table.rows[index][0] = .text(line.verdict.name.text(language))
        table.rows[index][2] = .text(line.link.title.text(language))
        table.rows[index][5] = .text(line.reason.text(language))
      }
      // An address that is cut leads nowhere.
      return TextTable.text(table, language, widest: 2_000)
    }
  }

  private struct Document: Codable {
    var verdict: Verdict
    var code: String
    var title: String
    var titleEnglish: String
    var url: String
    var status: Int?
    var reason: String
    var reasonEnglish: String
  }

  private func json() -> String {
    let documents = lines.map {
      Document(
        verdict: $0.verdict, code: $0.link.code, title: $0.link.title.chinese, titleEnglish: $0.link.title.english,
        url: $0.link.url, status: $0.status, reason: $0.reason.chinese, reasonEnglish: $0.reason.english)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    do {
      return String(decoding: try encoder.encode(["links": documents]), as: UTF8.self) + "\n"
    } catch {
      preconditionFailure("a link report has no JSON spelling: \(error)")
    }
  }
}
