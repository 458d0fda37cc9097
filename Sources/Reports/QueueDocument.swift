import Desk
import FoundationEssentials

/// The queue report for programs. Names are only ever added: scripts depend on them.
struct QueueDocument: Codable, Hashable {
  struct Group: Codable, Hashable {
    var group: String
    var name: String
    var nameEnglish: String
    var waiting: Int
    var longestWaitSeconds: Int?
    var talking: Int
    var readySeats: Int
    var seats: Int
    var freeSlots: Int
    var expectedWaitSeconds: Int?
  }

  struct Person: Codable, Hashable {
    var conversation: String
    var group: String
    var taxpayer: String
    var enterprise: String?
    var waitedSeconds: Int
    var priority: Int
    var isInFront: Bool
    var reason: String
  }

  struct Totals: Codable, Hashable {
    var waiting: Int
    var longestWaitSeconds: Int?
    var talking: Int
    var readySeats: Int
    var seats: Int
  }

  var at: Timestamp
  var groups: [Group]
  var totals: Totals
  var waiting: [Person]

  init(_ report: QueueReport) {
    let digest = report.digest
    func wait(_ since: Timestamp?) -> Int? { since.map(digest.at.seconds(since:)) }
    at = digest.at
    groups = digest.groups.map { group in
      Group(
        group: group.group.rawValue, name: group.name.chinese, nameEnglish: group.name.english,
        waiting: group.waiting, longestWaitSeconds: wait(group.longestWaitSince), talking: group.talking,
        readySeats: group.readySeats, seats: group.seats, freeSlots: group.freeSlots,
        expectedWaitSeconds: group.expectedWaitSeconds)
    }
    totals = Totals(
      waiting: digest.waitingCount, longestWaitSeconds: wait(digest.longestWaitSince),
      talking: digest.groups.reduce(0) { $0 + $1.talking }, readySeats: report.readySeats, seats: digest.seats.count)
    waiting = digest.waiting.map { line in
      Person(
        conversation: line.conversation.rawValue, group: line.group.rawValue, taxpayer: line.taxpayer,
        enterprise: line.enterprise, waitedSeconds: digest.at.seconds(since: line.enteredAt), priority: line.priority,
        isInFront: line.isInFront, reason: line.reason)
    }
  }

  /// Pretty-printed, keys in snake case and sorted, ending with LF.
  func json() -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    do {
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    } catch {
      preconditionFailure("a queue document has no JSON spelling: \(error)")
    }
  }
}
