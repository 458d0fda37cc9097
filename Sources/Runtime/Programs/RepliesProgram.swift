import Desk
import Wire

/// `zuoxi replies`: an agent's own quick replies as files.
public enum RepliesProgram {
  /// One's own quick replies as YAML.
  public static func export(_ access: Access) throws(ProgramFailure) -> String {
    do throws(WireFailure) {
      let response = try SingleRequest.send(
        WireRequest.exportedReplies.authorised(by: access.token), to: access.server)
      if let failure = response.failure { throw failure }
      return String(decoding: response.body, as: UTF8.self)
    } catch {
      throw ProgramFailure(error)
    }
  }

  /// Loads a file, all or nothing; returns how many replies it had.
  public static func load(_ path: String, _ access: Access) throws(ProgramFailure) -> Int {
    let read: [UInt8]?
    do {
      read = try FileStore.read(path)
    } catch {
      throw ProgramFailure(error)
    }
    guard let bytes = read else {
      throw ProgramFailure(.usage, Localised("没有文件 \(path)", "There is no file \(path)"))
    }
    // The same file loaded again changes nothing, and a repeated attempt is one.
    let key = IdempotencyKey(sending: MessageID("replies-\(Monotonic.wall.milliseconds)-\(bytes.count)"))
    do {
      let summary = try SingleRequest.answer(
        to: Endpoint.loadReplies(bytes, name: path, key: key).authorised(by: access.token), from: access.server)
      return summary.loaded["quickReplies"] ?? 0
    } catch {
      throw ProgramFailure(error)
    }
  }
}
