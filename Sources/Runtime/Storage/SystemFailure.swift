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
      default: Localised("系统错误 \(code)（\(systemWords)）", "system error \(code) (\(systemWords))")
      }
    return reason.text(language) + (language == .chinese ? "：" : ": ") + attempt
  }

  private var systemWords: String { strerror(code).map { String(cString: $0) } ?? "?" }
}
