import Desk
import NIOConcurrencyHelpers
import Storage

/// What operators watch; counted in memory and spelled in OpenMetrics. No label ever names a person.
final class Metrics: Sendable {
  /// What is not counted here but looked up when it is asked for.
  struct Standing {
    var floors: [(office: OfficeID, floor: FloorDigest)]
    /// `nil` when the database did not tell.
    var stored: StoredStanding?
    var store: StoreStatistics
    var load: (underWay: Int, refused: Int)
    var isDraining: Bool
    /// Offices whose streams stand still, or that have none.
    var troubled: [OfficeID]
  }

  private struct Counts {
    var requests: [RequestLabel: Int] = [:]
    var durations: [String: Durations] = [:]
    var events = 0
    var deliveries = 0
    var cutReaders = 0
    var timers = 0
    var replays = 0
    var failedSignIns = 0
    var readers = 0
    var readerChanges = 0
    var webhooks: [WebhookDelivery.State: Int] = [:]
  }

  private struct RequestLabel: Hashable, Comparable {
    var route: String
    var status: Int
    static func < (left: Self, right: Self) -> Bool { (left.route, left.status) < (right.route, right.status) }
  }

  /// How long requests took until their answer began, in fixed classes.
  private struct Durations {
    /// Upper bounds of the classes in milliseconds; the last class has none.
    static let bounds: [Int64] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000]
    var classes = Array(repeating: 0, count: Self.bounds.count + 1)
    var microseconds: Int64 = 0

    mutating func add(_ taken: Int64) {
      classes[Self.bounds.firstIndex { taken <= $0 * 1_000 } ?? Self.bounds.count] += 1
      microseconds += taken
    }
  }

  private let counts = NIOLockedValueBox(Counts())

  /// Counts an answer to a route that took so many microseconds.
  func countRequest(route: String, status: Int, microseconds: Int64) {
    counts.withLockedValue { counts in
      counts.requests[RequestLabel(route: route, status: status), default: 0] += 1
      counts.durations[route, default: Durations()].add(microseconds)
    }
  }

  func countEvents(_ number: Int) { counts.withLockedValue { $0.events += number } }
  func countDeliveries(_ number: Int) { counts.withLockedValue { $0.deliveries += number } }
  func countCutReader() { counts.withLockedValue { $0.cutReaders += 1 } }
  func countReplay() { counts.withLockedValue { $0.replays += 1 } }
  func countTimer() { counts.withLockedValue { $0.timers += 1 } }
  /// Counts what came of telling a webhook once.
  func countWebhook(_ state: WebhookDelivery.State) { counts.withLockedValue { $0.webhooks[state, default: 0] += 1 } }
  func countFailedSignIn() { counts.withLockedValue { $0.failedSignIns += 1 } }
  /// Readers cut so far.
  var cutReaders: Int { counts.withLockedValue { $0.cutReaders } }
  /// Streams open now.
  var openReaders: Int { counts.withLockedValue { $0.readers } }
  func readerOpened() { countReader(1) }
  func readerClosed() { countReader(-1) }
  /// Streams opened and streams ended, together, since the start.
  var readerChanges: Int { counts.withLockedValue { $0.readerChanges } }

  private func countReader(_ step: Int) {
    counts.withLockedValue { counts in
      counts.readers += step
      counts.readerChanges += 1
    }
  }

  /// The whole exposition, ending in `# EOF`.
  func exposition(_ standing: Standing) -> String {
    let now = counts.withLockedValue { $0 }
    var page = OpenMetricsPage()
    page.info("zuoxi_build", "The program.", [("version", Backend.version)])
    page.family("zuoxi_http_requests", .counter, "Requests answered, by route and status.")
    for (label, count) in now.requests.sorted(by: { $0.key < $1.key }) {
      page.sample("_total", [("route", label.route), ("status", String(label.status))], count)
    }
    page.family("zuoxi_http_request_seconds", .histogram, "Time until an answer began, by route.", unit: "seconds")
    for (route, durations) in now.durations.sorted(by: { $0.key < $1.key }) {
      page.histogram(
        [("route", route)], bounds: Durations.bounds.map { Self.seconds($0 * 1_000) }, counts: durations.classes,
        sum: Self.seconds(durations.microseconds))
    }
    page.single("zuoxi_http_under_way", .gauge, "Requests under way, streams apart.", standing.load.underWay)
    page.single(
      "zuoxi_http_shed", .counter, "Requests refused because too many were under way.", standing.load.refused)
    page.single("zuoxi_draining", .gauge, "1 while the backend is ending.", standing.isDraining ? 1 : 0)
    page.single("zuoxi_events", .counter, "Events published to streams.", now.events)
    page.single("zuoxi_deliveries", .counter, "Records handed to stream readers.", now.deliveries)
    page.single("zuoxi_stream_readers", .gauge, "Open event streams.", now.readers)
    page.single(
      "zuoxi_stream_cuts", .counter, "Readers cut for taking too little, by the backend or the system.", now.cutReaders)
    page.single("zuoxi_timers_fired", .counter, "Deadlines that came due.", now.timers)
    page.single("zuoxi_replays", .counter, "Commands answered from memory: their key came again.", now.replays)
    page.single("zuoxi_sign_in_failures", .counter, "Sign-ins refused for a wrong password.", now.failedSignIns)
    page.family(
      "zuoxi_figures_behind_seconds", .gauge, "Age of the first event that is not counted for figures, by office.",
      unit: "seconds")
    for (office, seconds) in standing.stored?.behind ?? [] { page.sample("", [("office", office.rawValue)], seconds) }
    tell(standing.stored?.webhooks ?? [], now.webhooks, &page)
    page.single(
      "zuoxi_store_answers", .gauge,
      "1 when the database told within two seconds what is looked up in it for this page.",
      standing.stored == nil ? 0 : 1)
    tell(standing.store, &page)
    tell(standing.floors, &page)
    page.family("zuoxi_log_head", .gauge, "Number of the last event, by office and epoch.")
    for (office, head) in (standing.stored?.heads ?? [:]).sorted(by: { $0.key < $1.key }) {
      page.sample("", [("office", office.rawValue), ("epoch", String(head.epoch))], Int(head.sequence))
    }
    page.family(
      "zuoxi_office_troubled", .gauge,
      "1 for an office that cannot be read, or whose log cannot be read on; the log says why.")
    for office in Set(standing.floors.map(\.office)).union(standing.troubled).sorted() {
      page.sample("", [("office", office.rawValue)], standing.troubled.contains(office) ? 1 : 0)
    }
    page.family("zuoxi_streams_behind", .gauge, "Events of the log that streams have not been told, by office.")
    for (office, floor) in standing.floors {
      guard let head = standing.stored?.heads[office] else { continue }
      // The floor is looked at first: what came since is no trouble yet, and a new epoch is none.
      let behind = head.epoch == floor.head.epoch ? head.sequence - floor.head.sequence : 0
      page.sample("", [("office", office.rawValue)], Int(max(0, behind)))
    }
    tell(ProcessFigures.now(), &page)
    return page.text
  }

  private func tell(
    _ standing: [(office: OfficeID, webhook: String, standing: WebhookStanding)], _ tries: [WebhookDelivery.State: Int],
    _ page: inout OpenMetricsPage
  ) {
    page.family("zuoxi_webhook_tries", .counter, "Deliveries tried: taken, to be tried again, or given up.")
    for (state, name) in [(WebhookDelivery.State.done, "taken"), (.waiting, "again"), (.dead, "given_up")] {
      page.sample("_total", [("result", name)], tries[state, default: 0])
    }
    page.family("zuoxi_webhook_waiting", .gauge, "Deliveries that wait, by office and webhook.")
    for line in standing {
      page.sample("", [("office", line.office.rawValue), ("webhook", line.webhook)], line.standing.waiting)
    }
    page.family("zuoxi_webhook_dead", .gauge, "Deliveries given up in the last thirty days, by office and webhook.")
    for line in standing {
      page.sample("", [("office", line.office.rawValue), ("webhook", line.webhook)], line.standing.dead)
    }
  }

  private func tell(_ store: StoreStatistics, _ page: inout OpenMetricsPage) {
    page.single("zuoxi_store_commands", .counter, "Commands answered by the store.", store.commands)
    page.single("zuoxi_store_commits", .counter, "Commits that became durable.", store.commits)
    page.single("zuoxi_store_commit_failures", .counter, "Commits that failed.", store.failedCommits)
    page.single("zuoxi_store_waiting", .gauge, "Writes that wait for the next commit.", store.waiting)
    page.single(
      "zuoxi_store_broken", .gauge, "1 when the database failed in a way only a new start mends.",
      store.isBroken ? 1 : 0)
  }

  private func tell(_ floors: [(office: OfficeID, floor: FloorDigest)], _ page: inout OpenMetricsPage) {
    let figures: [(name: String, help: String, value: (GroupFigures) -> Int)] = [
      ("zuoxi_queue_waiting", "People waiting, by office and group.", \.waiting),
      ("zuoxi_conversations_talking", "Conversations with an agent, by office and group.", \.talking),
      ("zuoxi_seats_ready", "Seats that are ready, by office and group.", \.readySeats),
      ("zuoxi_slots_free", "Conversations that ready seats could still take, by office and group.", \.freeSlots),
    ]
    for figure in figures {
      page.family(figure.name, .gauge, figure.help)
      for (office, floor) in floors {
        for group in floor.groups {
          page.sample("", [("office", office.rawValue), ("group", group.group.rawValue)], figure.value(group))
        }
      }
    }
    page.family("zuoxi_queue_longest_wait_seconds", .gauge, "Longest wait now, by office and group.", unit: "seconds")
    for (office, floor) in floors {
      for group in floor.groups {
        let wait = group.longestWaitSince.map { max(0, floor.at.seconds(since: $0)) } ?? 0
        page.sample("", [("office", office.rawValue), ("group", group.group.rawValue)], wait)
      }
    }
  }

  private func tell(_ process: ProcessFigures, _ page: inout OpenMetricsPage) {
    page.family("process_resident_memory_bytes", .gauge, "Memory in use.", unit: "bytes")
    page.sample("", [], process.residentBytes)
    page.family("process_cpu_seconds", .counter, "Processor time used.", unit: "seconds")
    page.sample("_total", [], Self.seconds(process.processorMicroseconds))
    page.single("process_open_fds", .gauge, "Open files and sockets.", process.openFiles)
  }

  /// Microseconds as a decimal number of seconds, as short as it can be: `0.001`, `1.0`.
  private static func seconds(_ microseconds: Int64) -> String {
    let digits = String(microseconds % 1_000_000 + 1_000_000).dropFirst()
    let decimals = digits.prefix(
      max(1, digits.lastIndex { $0 != "0" }.map { digits.distance(from: digits.startIndex, to: $0) + 1 } ?? 1))
    return "\(microseconds / 1_000_000).\(decimals)"
  }
}
