import CTerminal
import Glibc

/// A program in a pseudo-terminal of its own, driven as a person would: keys in, bytes out.
final class PseudoTerminal {
  /// The program's process id.
  let process: pid_t
  private let master: Int32

  /// Why a program could not be started.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Starts `arguments[0]` (searched in PATH) with that size and these extra variables.
  init(_ arguments: [String], columns: Int, rows: Int, environment: [String: String]) throws {
    var variables = environment
    for key in ["PATH", "HOME", "LANG"] where variables[key] == nil {
      if let value = getenv(key) { variables[key] = String(cString: value) }
    }
    let words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    let settings: [UnsafeMutablePointer<CChar>?] = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + settings).forEach { free($0) } }
    var descriptor: Int32 = -1
    process = zt_spawn(&descriptor, Int32(columns), Int32(rows), words, settings)
    master = descriptor
    guard process > 0 else { throw Failure(description: "\(arguments[0]): \(String(cString: strerror(errno)))") }
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
  }

  /// Sends bytes as keys.
  func type(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      if count > 0 { bytes = bytes.dropFirst(count) } else if errno != EAGAIN && errno != EINTR { return }
    }
  }

  /// Waits at most so many milliseconds for output; returns what came, empty if nothing did.
  func read(within milliseconds: Int32) -> [UInt8] {
    var descriptor = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, milliseconds) > 0 else { return [] }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(master, &buffer, buffer.count)
    return count > 0 ? Array(buffer[..<count]) : []
  }

  /// Reads until nothing has come for `quiet` milliseconds, at most `limit` milliseconds in all.
  @discardableResult
  func settle(quiet: Int32, limit: Int) -> [UInt8] {
    let end = Stopwatch.now + Double(limit) / 1000
    var all: [UInt8] = []
    while Stopwatch.now < end {
      let part = read(within: quiet)
      if part.isEmpty { break }
      all += part
    }
    return all
  }

  /// Resident memory in kilobytes, from the kernel's account.
  var residentKilobytes: Int {
    guard let file = fopen("/proc/\(process)/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasPrefix("VmRSS:") else { continue }
      return Int(text.split(whereSeparator: \.isWhitespace)[1]) ?? 0
    }
    return 0
  }

  /// Processor seconds used so far, user and system.
  var processorSeconds: Double {
    guard let file = fopen("/proc/\(process)/stat", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 1024)
    guard fgets(&line, 1024, file) != nil else { return 0 }
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard let close = text.lastIndex(of: ")") else { return 0 }
    let fields = text[close...].split(separator: " ")
    guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else { return 0 }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// Ends the program and waits for it.
  func end() {
    kill(process, SIGTERM)
    var status: Int32 = 0
    for _ in 0..<50 {
      _ = read(within: 20)
      if waitpid(process, &status, WNOHANG) == process { break }
    }
    kill(process, SIGKILL)
    waitpid(process, &status, 0)
    close(master)
  }
}

/// The monotonic clock in seconds.
enum Stopwatch {
  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
