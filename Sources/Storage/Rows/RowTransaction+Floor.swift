import Desk

// Announcements.

extension RowTransaction {
  /// Those that have been over for so many seconds are forgotten with the next.
  private static let keptSeconds = 7 * 86_400

  /// Writes an announcement.
  func write(_ announcement: Announcement, _ reader: RowReader<some SQLSession>) throws {
    let oldest = announcement.at.advanced(seconds: -Self.keptSeconds)
    for old in try reader.announcements(at: nil) where old.until < oldest {
      try reader.db.run(
        "DELETE FROM documents WHERE office = ? AND kind = 'announcement' AND owner = '' AND id = ?",
        [reader.id.rawValue, old.id.rawValue])
    }
    try keep(announcement, as: "announcement", of: "", announcement.id.rawValue, reader)
  }

  /// Writes that somebody read an announcement.
  func write(_ read: AnnouncementRead, _ reader: RowReader<some SQLSession>) throws {
    guard var announcement = try reader.announcement(read.announcement) else { return }
    announcement.readBy.append(read.mark)
    try keep(announcement, as: "announcement", of: "", announcement.id.rawValue, reader)
  }
}
