import Desk
import NIOConcurrencyHelpers
import Storage

/// What operators watch; counted in memory and spelled in OpenMetrics. No label ever names a person.
final class Metrics: Sendable {
  private struct Counts {
    var requests: [RequestLabel: Int] = [:]
    var events = 0
    var deliveries = 0
    var cutReaders = 0
    var timers = 0
    var failedSignIns = 0
    var readers = 0
  }

  private struct RequestLabel: Hashable, Comparable {
    var route: String
    var status: Int
    static func < (left: Self, right: Self) -> Bool { (left.route, left.status) < (right.route, right.status) }
  }

  private let counts = NIOLockedValueBox(Counts())

  func countRequest(route: String, status: Int) {
    counts.withLockedValue { $0.requests[RequestLabel(route: route, status: status), default: 0] += 1 }
  }

  func countEvents(_ number: Int) { counts.withLockedValue { $0.events += number } }
  func countDeliveries(_ number: Int) { counts.withLockedValue { $0.deliveries += number } }
  func countCutReader() { counts.withLockedValue { $0.cutReaders += 1 } }
  func countTimer() { counts.withLockedValue { $0.timers += 1 } }
  func countFailedSignIn() { counts.withLockedValue { $0.failedSignIns += 1 } }
  /// Readers cut so far.
  var cutReaders: Int { counts.withLockedValue { $0.cutReaders } }
  func readerOpened() { counts.withLockedValue { $0.readers += 1 } }
  func readerClosed() { counts.withLockedValue { $0.readers -= 1 } }

  /// The whole exposition, ending in `# EOF`.
  func exposition(floors: [(office: OfficeID, floor: FloorDigest)], store: StoreStatistics) -> String {
    let now = counts.withLockedValue { $0 }
    var lines: [String] = []
    func family(_ name: String, _ type: String, _ help: String) {
      lines += ["# TYPE \(name) \(type)", "# HELP \(name) \(help)"]
    }
    func single(_ name: String, _ type: String, _ help: String, _ value: Int) {
      family(name, type, help)
      lines.append("\(name)\(type == "counter" ? "_total" : "") \(value)")
    }
    family("zuoxi_http_requests", "counter", "Requests answered, by route and status.")
    for (label, count) in now.requests.sorted(by: { $0.key < $1.key }) {
      lines.append(
        "zuoxi_http_requests_total{route=\"\(Self.escaped(label.route))\",status=\"\(label.status)\"} \(count)")
    }
    single("zuoxi_events", "counter", "Events published to streams.", now.events)
    single("zuoxi_deliveries", "counter", "Records handed to stream readers.", now.deliveries)
    single("zuoxi_stream_readers", "gauge", "Open event streams.", now.readers)
    single("zuoxi_stream_cuts", "counter", "Readers cut for being too slow.", now.cutReaders)
    single("zuoxi_timers_fired", "counter", "Deadlines that came due.", now.timers)
    single("zuoxi_sign_in_failures", "counter", "Sign-ins refused for a wrong password.", now.failedSignIns)
    single("zuoxi_store_commands", "counter", "Commands answered by the store.", store.commands)
    single("zuoxi_store_commits", "counter", "Commits that became durable.", store.commits)
    single("zuoxi_store_commit_failures", "counter", "Commits that failed.", store.failedCommits)
    single("zuoxi_store_waiting", "gauge", "Writes that wait for the next commit.", store.waiting)
    family("zuoxi_queue_waiting", "gauge", "People waiting, by office and group.")
    for (office, floor) in floors {
      for group in floor.groups {
        lines.append("zuoxi_queue_waiting{\(Self.labels(office, group))} \(group.waiting)")
      }
    }
    family("zuoxi_seats_ready", "gauge", "Seats that are ready, by office and group.")
    for (office, floor) in floors {
      for group in floor.groups { lines.append("zuoxi_seats_ready{\(Self.labels(office, group))} \(group.readySeats)") }
    }
    return lines.joined(separator: "\n") + "\n# EOF\n"
  }

  private static func labels(_ office: OfficeID, _ group: GroupFigures) -> String {
    "office=\"\(escaped(office.rawValue))\",group=\"\(escaped(group.group.rawValue))\""
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
