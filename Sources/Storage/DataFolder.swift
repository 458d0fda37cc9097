import Desk
import Foundation

/// A data folder as the operating system lets this program see it.
public enum DataFolder {
  /// Why what is in a folder cannot be told from what is not, in words that say what to do; `nil` when it can.
  public static func refusal(_ folder: String) -> Localised? {
    if isFile(folder) {
      return Localised(
        "\(folder) 是文件，不是数据目录：请给出目录；若它是备份，请先用 zuoxid restore 恢复到新目录",
        "\(folder) is a file and no data folder: give the folder; if it is a copy, zuoxid restore it into a new folder first"
      )
    }
    guard access(folder + "/" + SQLiteOpening.fileName, F_OK) != 0, errno == EACCES else { return nil }
    return Localised(
      "没有权限进入数据目录 \(folder)：请以它的属主或 root 运行",
      "the data folder \(folder) may not be entered: run this as its owner, or as root")
  }

  /// Whether something is there that is no folder.
  static func isFile(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
  }

  /// Whether a folder is there.
  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// Bytes that are free for this program where a folder is; `nil` when that cannot be told.
  static func room(in folder: String) -> UInt64? {
    var volume = statvfs()
    guard statvfs(folder, &volume) == 0 else { return nil }
    return UInt64(volume.f_bavail) * UInt64(volume.f_frsize)
  }
}
