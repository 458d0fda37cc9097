import Yams

/// The parts of an exported file.
enum ExportNode {
  /// Text that stays text whatever it looks like.
  static func text(_ text: String) -> Node { .scalar(Node.Scalar(text, Tag(.str), .any)) }

  /// Text of several lines.
  static func block(_ text: String) -> Node { .scalar(Node.Scalar(text, Tag(.str), .literal)) }

  /// Texts on one line.
  static func list(_ words: [String]) -> Node { .sequence(Node.Sequence(words.map(text), .implicit, .flow)) }

  /// A mapping of what is there.
  static func pairs(_ pairs: [(String, Node?)]) -> Node {
    Node(pairs.compactMap { key, value in value.map { (text(key), $0) } })
  }

  /// A file with these sections; those without entries are left out.
  static func file(_ sections: [(String, Node?)]) throws -> String {
    try Yams.serialize(node: pairs(sections), width: -1, allowUnicode: true)
  }
}
