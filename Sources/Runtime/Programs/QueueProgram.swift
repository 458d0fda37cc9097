import Desk
import Wire

/// `zuoxi report queue`: the live queue, headless.
public enum QueueProgram {
  /// Asks the backend for queues and seats now.
  public static func digest(_ access: Access) throws(ProgramFailure) -> FloorDigest {
    do {
      return try SingleRequest.answer(to: Endpoint.queue.authorised(by: access.token), from: access.server)
    } catch {
      throw ProgramFailure(error)
    }
  }
}
