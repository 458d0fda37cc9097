import Desk
import FoundationEssentials

/// Samples and reviews, printed.
public enum ReviewText {
  /// Conversations that were drawn.
  public static func text(_ sample: ReviewSample, _ format: FiguresFormat, _ language: Language) -> String {
    let people = format.isForPeople
    let rule = sample.rule.name
    let table = Table(
      title: Localised(
        "质检抽样：规则 \(rule.chinese)，种子 \(sample.seed)，自 \(sample.population) 个会话",
        "Drawn for review: \(rule.english), seed \(sample.seed), of \(sample.population) conversations"),
      columns: [
        Table.Column("conversation", Localised("会话", "Conversation")),
        Table.Column("arrived_at", Localised("请求时间", "Arrived")), Table.Column("group", Localised("技能组", "Group")),
        Table.Column("agents", Localised("坐席", "Agents")), Table.Column("matter", Localised("事项", "Matter")),
        Table.Column("talk_seconds", Localised("交谈", "Talk")), Table.Column("stars", Localised("星级", "Stars")),
        Table.Column("outcome", Localised("结果", "Outcome")),
      ],
      rows: sample.facts.map { facts in
        let talked = facts.talks.reduce(0) { sum, talk in sum + (talk.to.map { $0.seconds(since: talk.from) } ?? 0) }
        let names = people ? sample.names : nil
        return [
          .text(facts.id.rawValue),
          .text(people ? local(facts.arrivedAt, sample.utcOffsetMinutes) : facts.arrivedAt.description),
          facts.group.map { .text(names?.groups[$0.rawValue]?.text(language) ?? $0.rawValue) } ?? .none,
          .text(
            facts.talks.map { names?.agents[$0.agent.rawValue] ?? $0.agent.rawValue }.joined(separator: " → ")),
          facts.matter.map { .text(names?.matters[$0]?.text(language) ?? $0) } ?? .none, .seconds(talked),
          facts.stars.map(Table.Cell.count) ?? .none,
          .text(people ? facts.outcome.name.text(language) : facts.outcome.rawValue),
        ]
      })
    return spelled(table, sample, format, language, isExcel: false)
  }

  /// Reviews, with a column for each criterion.
  public static func text(
    _ list: ReviewList, _ format: FiguresFormat, _ language: Language, isExcel: Bool = false
  ) -> String {
    let people = format.isForPeople || isExcel
    let table = Table(
      title: Localised("质检结果", "Reviews"),
      columns: [
        Table.Column("conversation", Localised("会话", "Conversation")), Table.Column("agent", Localised("坐席", "Agent")),
        Table.Column("agent_name", Localised("坐席姓名", "Agent's name")),
        Table.Column("reviewer", Localised("质检人", "Reviewer")), Table.Column("at", Localised("时间", "When")),
        Table.Column("total", Localised("总分", "Total")),
      ] + list.criteria.map { Table.Column("score_" + $0.code, $0.name) } + [
        Table.Column("comment", Localised("评语", "Comment"))
      ],
      rows: list.reviews.map { review in
        [
          .text(review.conversation.rawValue), .text(review.agent.id.rawValue), .text(review.agent.name),
          .text(review.reviewer.name),
          .text(people ? local(review.at, list.utcOffsetMinutes) : review.at.description), .decimal(review.total),
        ] + list.criteria.map { review.scores[$0.code].map(Table.Cell.count) ?? .none } + [.text(review.comment)]
      })
    return spelled(table, list, format, language, isExcel: isExcel)
  }

  /// The office's own time, to the minute.
  private static func local(_ moment: Timestamp, _ utcOffsetMinutes: Int?) -> String {
    let text = moment.advanced(seconds: (utcOffsetMinutes ?? 480) * 60).description
    return String(text.prefix(10)) + " " + String(text.dropFirst(11).prefix(5))
  }

  private static func spelled(
    _ table: Table, _ document: some Encodable, _ format: FiguresFormat, _ language: Language, isExcel: Bool
  ) -> String {
    switch format {
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      do {
        return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
      } catch {
        preconditionFailure("it has no JSON spelling: \(error)")
      }
    case .csv: return isExcel ? CommaSeparated.excel(table, language) : CommaSeparated.text(table)
    case .markdown: return MarkdownTable.text(table, language)
    case .html: return FiguresPage.text([table], language)
    case .table, .openmetrics: return TextTable.text(table, language)
    }
  }
}

extension FiguresFormat {
  /// Whether people read it, and no program.
  fileprivate var isForPeople: Bool {
    switch self {
    case .table, .markdown, .html: true
    case .json, .csv, .openmetrics: false
    }
  }
}
