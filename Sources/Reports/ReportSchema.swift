import Desk
import FoundationEssentials

/// How the JSON of a report looks: a JSON Schema (draft 2020-12), made from the figures there are. It is a report of a period, or the live queue.
public enum ReportSchema {
  /// The schema as text that ends with a line end.
  public static var text: String {
    let figures = Node.object(
      Dictionary(uniqueKeysWithValues: Metric.allCases.map { ($0.rawValue, Node.figure($0)) }), required: [])
    let row = Node.object(
      ["key": .type("string"), "name": .type("string"), "name_english": .type("string"), "figures": figures],
      required: ["key", "name", "name_english", "figures"])
    let words = ["kind", "office", "office_english", "by", "basis", "group", "agent"]
    var properties = Dictionary(uniqueKeysWithValues: words.map { ($0, Node.type("string")) })
    properties["kind"] = .words(ReportKind.allCases.map(\.rawValue))
    properties["by"] = .words(ReportGrouping.allCases.map(\.rawValue))
    properties["basis"] = .words(FigureBasis.allCases.map(\.rawValue))
    for name in ["at", "since", "until"] { properties[name] = .time }
    properties["as_of"] = .type("string")
    properties["total"] = figures
    properties["rows"] = Node(type: ["array"], items: [row])
    var report = Node.object(
      properties,
      required: properties.keys.filter { $0 != "group" && $0 != "agent" }.sorted())
    report.description = "Figures of a period; what is not computable is null, never 0."
    var root = Node(choices: [report, queue])
    root.schema = "https://json-schema.org/draft/2020-12/schema"
    root.title = "Zuoxi report"
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(root), as: UTF8.self) + "\n"
    } catch {
      preconditionFailure("the schema has no JSON spelling: \(error)")
    }
  }

  /// The live queue: `zuoxi report queue` without a period.
  private static var queue: Node {
    var figures = Dictionary(uniqueKeysWithValues: LiveFigure.allCases.map { ($0.rawValue, Node.figure($0)) })
    let told = ["waiting", "talking", "ready_seats", "seats"]
    let totals = Node.object(figures, required: told)
    for name in ["group", "name", "name_english"] { figures[name] = .type("string") }
    let group = Node.object(figures, required: told + ["group", "name", "name_english", "free_slots"])
    var person = Dictionary(
      uniqueKeysWithValues: ["conversation", "group", "taxpayer", "enterprise", "reason"].map {
        ($0, Node.type("string"))
      })
    person["waited_seconds"] = .type("integer")
    person["priority"] = .type("integer")
    person["is_in_front"] = .type("boolean")
    let people = Node.object(person, required: person.keys.filter { $0 != "enterprise" }.sorted())
    var queue = Node.object(
      [
        "at": .time, "groups": Node(type: ["array"], items: [group]), "totals": totals,
        "waiting": Node(type: ["array"], items: [people]),
      ], required: ["at", "groups", "totals", "waiting"])
    queue.description = "The queue as it is now, and the people who wait, in the order in which they will be served."
    return queue
  }

  private struct Node: Encodable {
    var schema: String?
    var title: String?
    var description: String?
    var type: [String]?
    var format: String?
    var values: [String]?
    var minimum: Int?
    var maximum: Int?
    var properties: [String: Node]?
    var required: [String]?
    var items: [Node]?
    var choices: [Node]?

    enum CodingKeys: String, CodingKey {
      case schema = "$schema"
      case title, description, type, format, minimum, maximum, properties, required, items
      case values = "enum"
      case choices = "oneOf"
    }

    static func type(_ name: String) -> Node { Node(type: [name]) }
    static var time: Node { Node(type: ["string"], format: "date-time") }
    static func words(_ words: [String]) -> Node { Node(type: ["string"], values: words) }
    static func object(_ properties: [String: Node], required: [String]) -> Node {
      Node(type: ["object"], properties: properties, required: required)
    }
    static func figure(_ metric: Metric) -> Node {
      var node = Node(description: metric.explanation.english, type: ["number", "null"])
      node.minimum = 0
      if metric.unit == .ratio { node.maximum = 1 }
      return node
    }

    static func figure(_ figure: LiveFigure) -> Node {
      var node = Node(description: figure.explanation.english, type: ["integer"])
      node.minimum = 0
      return node
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encodeIfPresent(schema, forKey: .schema)
      try container.encodeIfPresent(title, forKey: .title)
      try container.encodeIfPresent(description, forKey: .description)
      if let type, type.count == 1 {
        try container.encode(type[0], forKey: .type)
      } else {
        try container.encodeIfPresent(type, forKey: .type)
      }
      try container.encodeIfPresent(format, forKey: .format)
      try container.encodeIfPresent(values, forKey: .values)
      try container.encodeIfPresent(minimum, forKey: .minimum)
      try container.encodeIfPresent(maximum, forKey: .maximum)
      try container.encodeIfPresent(choices, forKey: .choices)
      try container.encodeIfPresent(properties, forKey: .properties)
      try container.encodeIfPresent(required, forKey: .required)
      if let item = items?.first { try container.encode(item, forKey: .items) }
    }
  }
}
