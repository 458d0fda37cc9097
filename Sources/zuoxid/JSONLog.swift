import Foundation
import Logging
import Wire

/// Writes each line of the log as one JSON object on standard error: `time` (RFC 3339), `level`, `message` and what belongs to it, such as `request`,
/// the id that the caller was told.
struct JSONLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.warning

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var fields = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues { "\($0)" }
    fields["time"] = machineClock().description
    fields["level"] = event.level.rawValue
    fields["message"] = "\(event.message)"
    guard var line = try? WireCodec.encode(fields) else { return }
    line.append(UInt8(ascii: "\n"))
    // One call for one line: lines of several threads do not run into each other.
    FileHandle.standardError.write(Data(line))
  }
}
