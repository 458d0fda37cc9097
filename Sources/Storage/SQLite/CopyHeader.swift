import Desk
import Foundation

/// What the first bytes of a copy tell before anything of it is read: SQLite's own words for a file that was cut off help nobody.
enum CopyHeader {
  private static let mark = Array("SQLite format 3\0".utf8)

  /// What is wrong with a file as a whole: that it is empty, no database, or shorter than it says; `nil` when nothing is.
  static func finding(_ file: String) -> Localised? {
    guard let handle = FileHandle(forReadingAtPath: file) else { return nil }
    defer { try? handle.close() }
    guard let head = try? handle.read(upToCount: 100) ?? Data(), let size = try? handle.seekToEnd() else { return nil }
    let bytes = Array(head)
    guard size > 0 else {
      return Localised(
        "它是空的：复制时可能中断了，请重新复制，或改用另一份备份",
        "it is empty: copying it may have been broken off; copy it again, or use another copy")
    }
    guard bytes.prefix(mark.count).elementsEqual(mark.prefix(bytes.count)) else {
      return Localised(
        "它不是 zuoxid 的备份，或已被改写：请改用 zuoxid backup 写成的文件",
        "it is no copy made by zuoxid, or was written over: use a file that zuoxid backup wrote")
    }
    guard bytes.count == 100 else {
      return Localised(
        "它不完整：只有 \(size) 字节；复制时可能中断了，请重新复制，或改用另一份备份",
        "it is cut off after \(size) bytes; copying it may have been broken off, copy it again, or use another copy")
    }
    // The size of a page, where 1 stands for 65,536, and the number of pages.
    let page = UInt64(bytes[16]) << 8 | UInt64(bytes[17])
    let pages = bytes[28..<32].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let whole = max(100, (page == 1 ? 65_536 : page) * pages)
    guard size < whole else { return nil }
    return Localised(
      "它不完整：应有 \(whole) 字节，只有 \(size)；复制时可能中断了，请重新复制，或改用另一份备份",
      "it is cut off: \(size) bytes of \(whole); copying it may have been broken off, copy it again, or use another copy"
    )
  }
}
