import Foundation

/// A program that is told and tells line by line.
final class PipedProgram {
  private let running = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var rest = Data()

  /// Starts it; its errors go where ours do.
  init(_ words: [String]) throws {
    running.executableURL = URL(filePath: words[0]).resolvingSymlinksInPath()
    running.arguments = Array(words.dropFirst())
    running.standardInput = input
    running.standardOutput = output
    try running.run()
  }

  /// Its process id.
  var process: Int32 { running.processIdentifier }

  func send(_ text: String) { input.fileHandleForWriting.write(Data(text.utf8)) }

  /// The next line; empty when there is none.
  func line() -> String {
    while true {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        defer { rest = Data(rest[rest.index(after: end)...]) }
        return String(decoding: rest[..<end], as: UTF8.self)
      }
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { return "" }
      rest += more
    }
  }

  /// Lets it end.
  func end() {
    try? input.fileHandleForWriting.close()
    running.waitUntilExit()
  }
}
