import Desk
import Yams

/// Reads the top of an import file.
enum YAMLFile {
  static let sections: Set<String> = [
    "office", "groups", "accounts", "calendar", "wrapUpCodes", "breakReasons", "entryLinks", "quickReplies",
    "sheetTemplates", "appointments", "ticketTypes", "reviewCriteria", "taxpayers", "hosts", "settings", "promises",
    "thresholds", "webhooks", "turn", "rooms",
    "articles", "synonyms",
  ]

  /// Longest file taken, in UTF-8 bytes.
  static let byteLimit = 8 << 20

  static func read(_ file: ImportFile) throws(ImportError) -> YAMLEntry {
    guard file.text.utf8.count <= byteLimit else {
      throw ImportError(
        file: file.name, line: nil, detail: Localised("文件超过 8 MB，请拆分", "The file is larger than 8 MB; split it"))
    }
    let node: Node?
    do {
      node = try Yams.compose(yaml: file.text)
    } catch {
      throw complaint(error, file.name)
    }
    guard let node else {
      throw ImportError(
        file: file.name, line: nil, detail: Localised("文件是空的", "The file is empty; nothing would be loaded"))
    }
    return try YAMLEntry(node, file: file.name, place: "文件 file", keys: sections)
  }

  private static func complaint(_ error: any Error, _ file: String) -> ImportError {
    let syntax = Localised("不是有效的 YAML：", "This is not YAML: ")
    func because(_ line: Int?, _ text: String) -> ImportError {
      ImportError(file: file, line: line, detail: Localised(syntax.chinese + text, syntax.english + text))
    }
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return because(mark.line, problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.joined(separator: ", ")
      return ImportError(
        file: file, line: context.mark.line,
        detail: Localised("“\(names)”重复出现，请只保留一处", "`\(names)` is given twice; keep one"))
    case .reader(let problem, _, _, _): return because(nil, problem)
    default: return because(nil, "cannot be read")
    }
  }
}
