import Desk
import Yams

/// A mapping of an import file, read key by key; each complaint names file and line.
struct YAMLEntry {
  let file: String
  let line: Int?
  let place: String
  private let values: [String: Node]

  /// Takes a mapping that has no other keys than these.
  init(_ node: Node, file: String, place: String, keys: Set<String>) throws(ImportError) {
    self.file = file
    self.place = place
    line = node.mark?.line
    guard case .mapping(let mapping) = node else {
      throw ImportError(
        file: file, line: line,
        detail: Localised("\(place) 应为“键: 值”形式", "\(place) must be a mapping of `key: value`"))
    }
    var values: [String: Node] = [:]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard keys.contains(name) else {
        let known = keys.sorted().joined(separator: ", ")
        throw ImportError(
          file: file, line: key.mark?.line,
          detail: Localised(
            "\(place) 中没有“\(name)”这一项；可用：\(known)", "\(place) has no key `\(name)`; known are: \(known)"))
      }
      values[name] = value
    }
    self.values = values
  }

  func has(_ key: String) -> Bool { values[key] != nil }

  func node(_ key: String) -> Node? { values[key] }

  func fail(_ key: String?, _ chinese: String, _ english: String) -> ImportError {
    let line = key.flatMap { values[$0]?.mark?.line } ?? line
    let name = key.map { place + "." + $0 } ?? place
    return ImportError(file: file, line: line, detail: Localised(name + "：" + chinese, name + ": " + english))
  }

  // MARK: - Values

  /// One line of text; `nil` when the key is missing or empty.
  func optional(_ key: String, limit: Int = 200) throws(ImportError) -> String? {
    guard let text = try block(key, limit: limit) else { return nil }
    guard !text.contains(where: \.isNewline) else { throw fail(key, "应为一行文字", "must be one line") }
    return text
  }

  /// One line of text that must be there.
  func text(_ key: String, limit: Int = 200) throws(ImportError) -> String {
    guard let text = try optional(key, limit: limit) else { throw fail(key, "缺少内容，请填写", "is missing; add it") }
    return text
  }

  /// Text of one or more lines; `nil` when the key is missing or empty.
  func block(_ key: String, limit: Int = 8000) throws(ImportError) -> String? {
    guard let node = values[key] else { return nil }
    let text = try scalar(node, key, limit: limit)
    return text.isEmpty ? nil : text
  }

  private func scalar(_ node: Node, _ key: String, limit: Int) throws(ImportError) -> String {
    guard case .scalar(let scalar) = node else { throw fail(key, "应为文字", "must be text") }
    var text = scalar.string
    while text.last?.isNewline == true { text.removeLast() }
    guard text.utf8.count <= limit * 4, text.count <= limit else {
      throw fail(key, "超过 \(limit) 个字", "is longer than \(limit) characters")
    }
    let isClean = text.unicodeScalars.allSatisfy {
      $0 == "\n" || ($0.value >= 0x20 && !(0x7F...0x9F).contains($0.value))
    }
    guard isClean else { throw fail(key, "含有控制字符", "holds control characters") }
    return text
  }

  /// A code: 1–64 of letters, digits, `.`, `-` and `_`.
  func code(_ key: String) throws(ImportError) -> String {
    let text = try text(key, limit: 64)
    let isCode = text.utf8.allSatisfy { byte in
      (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x30 && byte <= 0x39)
        || byte == 0x2E || byte == 0x2D || byte == 0x5F
    }
    guard isCode else {
      throw fail(key, "代码只能用字母、数字、“.”、“-”、“_”", "a code is of letters, digits, `.`, `-` and `_`")
    }
    return text
  }

  /// A whole number within the range; `nil` when the key is missing.
  func integer(_ key: String, in range: ClosedRange<Int>) throws(ImportError) -> Int? {
    guard let text = try optional(key) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw fail(
        key, "应为 \(range.lowerBound)–\(range.upperBound) 的整数",
        "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// `true` or `false`; `nil` when the key is missing.
  func flag(_ key: String) throws(ImportError) -> Bool? {
    switch try optional(key) {
    case nil: return nil
    case "true": return true
    case "false": return false
    default: throw fail(key, "应为 true 或 false", "must be true or false")
    }
  }

  /// A day; `nil` when the key is missing.
  func day(_ key: String) throws(ImportError) -> CivilDate? {
    guard let text = try optional(key) else { return nil }
    guard let day = CivilDate(text) else { throw fail(key, "应为 2026-01-31 形式的日期", "must be a day such as 2026-01-31") }
    return day
  }

  /// A name with its English twin under `english`; the Chinese stands for both when that is missing.
  func name(_ key: String, english: String) throws(ImportError) -> Localised {
    let chinese = try text(key)
    return Localised(chinese, try optional(english) ?? chinese)
  }

  /// A list of lines; empty when the key is missing.
  func lines(_ key: String, limit: Int = 200) throws(ImportError) -> [String] {
    var lines: [String] = []
    for node in try list(key, limit: limit) { lines.append(try scalar(node, key, limit: 500)) }
    return lines
  }

  /// A list of anything; empty when the key is missing.
  func list(_ key: String, limit: Int) throws(ImportError) -> [Node] {
    guard let node = values[key] else { return [] }
    if case .scalar(let scalar) = node, scalar.string.isEmpty { return [] }
    guard case .sequence(let sequence) = node else { throw fail(key, "应为列表", "must be a list") }
    guard sequence.count <= limit else { throw fail(key, "超过 \(limit) 项", "has more than \(limit) entries") }
    return Array(sequence)
  }

  /// A list of mappings that have no other keys than these.
  func entries(_ key: String, limit: Int, keys: Set<String>) throws(ImportError) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    for (index, node) in try list(key, limit: limit).enumerated() {
      entries.append(try YAMLEntry(node, file: file, place: "\(key)[\(index + 1)]", keys: keys))
    }
    return entries
  }

  /// The mapping under the key; `nil` when it is missing.
  func entry(_ key: String, keys: Set<String>) throws(ImportError) -> YAMLEntry? {
    guard let node = values[key] else { return nil }
    return try YAMLEntry(node, file: file, place: key, keys: keys)
  }

  /// The pairs of the mapping under the key; empty when it is missing.
  func pairs(_ key: String, limit: Int) throws(ImportError) -> [(key: Node, value: Node)] {
    guard let node = values[key] else { return [] }
    guard case .mapping(let mapping) = node else { throw fail(key, "应为“键: 值”形式", "must be a mapping") }
    guard mapping.count <= limit else { throw fail(key, "超过 \(limit) 项", "has more than \(limit) entries") }
    return mapping.map { (key: $0.key, value: $0.value) }
  }
}
