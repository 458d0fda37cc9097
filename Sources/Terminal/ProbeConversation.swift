import CTerminal
import Glibc

/// Holds the probe's conversation with a real terminal.
enum ProbeConversation {
  static func hold(input: Int32, output: Int32) -> (Capabilities, [TerminalInput]) {
    var probe = Probe()
    var parser = KeyParser()
    var typed: [TerminalInput] = []
    _ = zt_write(output, Probe.questions, Probe.questions.count)
    let end = milliseconds() + Int64(Probe.patience)
    while !probe.isDone {
      let left = end - milliseconds()
      guard left > 0 else { break }
      var descriptor = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, Int32(left)) > 0 else { continue }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = zt_read(input, &buffer, buffer.count)
      guard count > 0 else { break }
      for piece in parser.take(buffer[..<count]) {
        if case .reply(let reply) = piece { probe.take(reply) } else { typed.append(piece) }
      }
    }
    return (probe.capabilities, typed + parser.flush())
  }

  private static func milliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
