import Desk
import Yams

/// Quick replies 常用语 as a file of their own: shared ones for an office, or an agent's own.
public enum QuickReplyFile {
  static let keys: Set<String> = [
    "code", "scope", "group", "title", "text", "pinyin", "entryLink", "needsPicture",
  ]

  /// Reads an agent's own replies. `links` are the codes of the office's entry links.
  public static func personal(_ file: ImportFile, links: Set<String>) throws(ImportError) -> [QuickReply] {
    let top = try YAMLFile.read(file)
    for section in YAMLFile.sections where section != "quickReplies" && top.has(section) {
      throw top.fail(
        section, "个人常用语文件只能有 quickReplies 一节", "a file of one's own replies has the section quickReplies only")
    }
    let entries = try top.entries("quickReplies", limit: PersonalReply.most, keys: keys)
    guard !entries.isEmpty else {
      throw ImportError(
        file: file.name, line: nil,
        detail: Localised(
          "文件中没有 quickReplies，请按 quickReplies: 列出", "The file has no quickReplies; list them under quickReplies:"))
    }
    var replies: [QuickReply] = []
    for entry in entries {
      if entry.has("group") { throw entry.fail("group", "个人常用语不带 group", "one's own replies take no group") }
      if let scope = try entry.optional("scope"), scope != "personal" {
        throw entry.fail("scope", "应为 personal", "must be personal")
      }
      replies.append(try reply(entry, group: nil, links: links))
    }
    try OfficeImport.requireUnique(replies.map(\.code), in: entries)
    return replies
  }

  /// Reads one reply.
  static func reply(_ entry: YAMLEntry, group: SkillGroupID?, links: Set<String>) throws(ImportError) -> QuickReply {
    guard let text = try entry.block("text", limit: QuickReply.longestText) else {
      throw entry.fail("text", "缺少内容，请填写", "is missing; add it")
    }
    do {
      _ = try ReplyText(text)
    } catch {
      throw entry.fail("text", error.text.chinese, error.text.english)
    }
    let title = try entry.text("title", limit: QuickReply.longestTitle)
    let link = try entry.optional("entryLink")
    if let link, !links.contains(link) {
      throw entry.fail("entryLink", "没有编码为 \(link) 的办理入口", "there is no entry link `\(link)`")
    }
    return QuickReply(
      code: try entry.code("code"), title: title, text: text,
      pinyin: try entry.optional("pinyin")?.lowercased() ?? PinyinInitials.of(title), group: group, entryLink: link,
      needsPicture: try entry.flag("needsPicture") == true ? true : nil)
  }

  /// Replies as a file that can be read again.
  public static func yaml(_ replies: [QuickReply], isPersonal: Bool = false) throws -> String {
    guard !replies.isEmpty else { return "quickReplies: []\n" }
    return try ExportNode.file([("quickReplies", Node(replies.map { node($0, isPersonal: isPersonal) }))])
  }

  static func node(_ reply: QuickReply, isPersonal: Bool = false) -> Node {
    let scope = isPersonal ? "personal" : reply.group == nil ? "office" : "group"
    return ExportNode.pairs([
      ("code", ExportNode.text(reply.code)), ("scope", ExportNode.text(scope)),
      ("group", reply.group.map { ExportNode.text($0.rawValue) }), ("title", ExportNode.text(reply.title)),
      ("pinyin", reply.pinyin.isEmpty ? nil : ExportNode.text(reply.pinyin)),
      ("entryLink", reply.entryLink.map(ExportNode.text)),
      ("needsPicture", reply.needsPicture == true ? Node("true") : nil), ("text", ExportNode.block(reply.text)),
    ])
  }
}
