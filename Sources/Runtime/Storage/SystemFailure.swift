import Desk
import Glibc

/// A call to the system that failed.
public struct SystemFailure: Error, Hashable, Sendable {
  /// What was tried upon what, such as `write /home/a/outbox`.
  public var attempt: String
  /// The system's number for why.
  public var code: Int32

  /// A failure from its parts; by default the reason of the call just made.
  public init(_ attempt: String, code: Int32 = errno) {
    self.attempt = attempt
    self.code = code
  }

  /// What was wrong and what to do, for a person.
  public func words(_ language: Language) -> String {
    let reason =
      switch code {
      case ENOSPC, EDQUOT: Localised("磁盘已满，请清理空间", "the disk is full; free some space")
      case EACCES, EPERM, EROFS: Localised("没有写入权限，请检查目录权限", "no permission; check the folder's permissions")
      case ENOENT: Localised("文件或目录不存在", "no such file or folder")
      case EISDIR: Localised("那是文件夹，请写明文件名", "that is a folder; name a file in it")
      case ENOTDIR: Localised("路径中有一段不是文件夹", "a part of the path is no folder")
      default: Localised("系统错误 \(code)（\(systemWords)）", "system error \(code) (\(systemWords))")
      }
    return reason.text(language) + (language == .chinese ? "：" : ": ") + attempt(language)
  }

  /// What was tried, its verb in that language.
  private func attempt(_ language: Language) -> String {
    guard language == .chinese, let space = attempt.firstIndex(of: " "),
      let verb = ["write": "写入", "read": "读取", "create": "新建", "open": "打开", "remove": "删除"][attempt[..<space]]
    else { return attempt }
    return verb + attempt[space...]
  }

  private var systemWords: String { strerror(code).map { String(cString: $0) } ?? "?" }
}
