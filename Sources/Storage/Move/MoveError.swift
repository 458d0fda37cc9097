import Desk

/// Why offices were not moved, in words that say what to do. Nothing of them is left at the target.
public struct MoveError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what to do about it.
  public var words: Localised

  init(_ chinese: String, _ english: String) { words = Localised(chinese, english) }

  /// In English, for logs.
  public var description: String { words.english }

  static func served(_ office: String) -> MoveError {
    MoveError(
      "机构 \(office) 正在被后台使用：请先停止所有后台；若后台是意外终止的，请等 12 秒",
      "the office \(office) is being served: stop every backend first; after one was killed, wait 12 seconds")
  }

  static func served(folder: String) -> MoveError {
    MoveError(
      "数据目录 \(folder) 正在使用：请先停止使用它的 zuoxid", "the data folder \(folder) is in use: stop the zuoxid that serves it first"
    )
  }

  static func held(_ office: String, _ place: String) -> MoveError {
    MoveError("\(place) 已有机构 \(office)：不会覆盖", "\(place) holds the office \(office) already; nothing is overwritten")
  }

  static func damaged(_ office: String, _ finding: String) -> MoveError {
    MoveError(
      "机构 \(office) 的数据与日志不符：\(finding)；请用 zuoxid check 查看，或从备份恢复",
      "the office \(office) does not agree with its log: \(finding); see zuoxid check, or restore a backup"
    )
  }

  static func differs(_ office: String, _ table: String) -> MoveError {
    MoveError(
      "机构 \(office) 的表 \(table) 写入后与来源不同，已全部撤销",
      "the office \(office): the table \(table) differs from its source; everything was undone")
  }

  static func unknown(_ office: String?, among known: [String]) -> MoveError {
    let list = known.joined(separator: ", ")
    guard let office else { return MoveError("来源没有任何机构", "there is no office at the source") }
    return MoveError("来源没有机构 \(office)；有：\(list)", "there is no office \(office) at the source, but: \(list)")
  }

  static func failed(_ place: String, _ words: Localised) -> MoveError {
    MoveError(
      "\(place) 未能完成：\(words.chinese)；目标未留下任何数据", "\(place) failed: \(words.english); nothing is left at the target")
  }

  static func failed(_ place: String, _ words: String) -> MoveError {
    MoveError("\(place) 未能完成：\(words)；目标未留下任何数据", "\(place) failed: \(words); nothing is left at the target")
  }
}
