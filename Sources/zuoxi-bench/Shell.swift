import Glibc

/// Runs a shell line and returns what it printed.
func shell(_ line: String) -> String {
  guard let pipe = popen(line, "r") else { return "" }
  defer { pclose(pipe) }
  var all: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = fread(&buffer, 1, buffer.count, pipe)
    guard count > 0 else { return String(decoding: all, as: UTF8.self) }
    all += buffer[..<count]
  }
}
