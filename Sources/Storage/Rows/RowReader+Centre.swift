import Desk
import Service

// A taxpayer's personal centre 个人中心: notices and past conversations.

extension RowReader {
  func notices(of taxpayer: TaxpayerID, before: String?, limit: Int) throws -> NoticePage {
    let rows = try db.all(
      "SELECT doc, is_read FROM notices WHERE office = ? AND taxpayer = ? AND id < ? ORDER BY id DESC LIMIT ?",
      [id.rawValue, taxpayer.rawValue, before ?? "\u{10FFFF}", limit])
    let notices = try rows.map { row in
      var notice = try Document.value(PersonalNotice.self, row[0])
      notice.isRead = (try row[1] as Int) == 1
      return notice
    }
    return NoticePage(
      notices: notices, unread: try unreadNotices(of: taxpayer),
      next: notices.count == limit ? notices.last?.id : nil)
  }

  func unreadNotices(of taxpayer: TaxpayerID) throws -> Int {
    try db.one(
      """
      SELECT COUNT(*) FROM (
        SELECT 1 FROM notices WHERE office = ? AND taxpayer = ? AND is_read = 0 LIMIT 100) AS counted
      """, [id.rawValue, taxpayer.rawValue])?[0] ?? 0
  }

  func conversations(of taxpayer: TaxpayerID, before: String?, limit: Int) throws -> ConversationPage {
    let cursor = before.flatMap(PromiseCursor.init) ?? PromiseCursor(value: .max, id: "")
    let found = try db.all(
      """
      SELECT \(ConversationRow.columns) FROM conversations
      WHERE office = ? AND taxpayer = ? AND (opened_at, id) < (?, ?) ORDER BY opened_at DESC, id DESC LIMIT ?
      """, [id.rawValue, taxpayer.rawValue, cursor.value, cursor.id, limit]
    ).map(ConversationRow.conversation)
    let last = found.last.map { PromiseCursor(value: $0.openedAt.milliseconds, id: $0.id.rawValue).text }
    return ConversationPage(conversations: found, next: found.count == limit ? last : nil)
  }
}
