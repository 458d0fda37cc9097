import Desk
import Foundation
import GRDB
import Service
import Storage
import Synchronization

/// A store from its opening to its closing in a watched folder, with people writing to it at once, and what they were told.
struct WritingLife: Sendable {
  /// A command that was acknowledged.
  struct Acknowledged: Sendable {
    var key: String
    var events: [Event]
    /// Whoever was told of it was told before this moment of the journal.
    var moment: Int
  }

  /// Who was told what, so far.
  private final class Told: Sendable {
    private let all = Mutex<[Acknowledged]>([])

    var list: [Acknowledged] { all.withLock { $0 } }

    func add(_ one: Acknowledged) { all.withLock { $0.append(one) } }
  }

  private static let each = 12

  private(set) var entries: [WatchedFolder.Entry] = []
  private(set) var before: [String: [UInt8]] = [:]
  private(set) var acknowledged: [Acknowledged] = []
  /// When the office was there for certain.
  private(set) var loaded = 0

  /// Lives: `name` keeps the keys of one life from another's; chance says when somebody checkpoints.
  init(in folder: String, name: String, seed: UInt64) async throws {
    let watched = try WatchedFolder(folder)
    before = watched.before
    let store = try Stores.sqlite(in: folder)
    let now = Timestamp(milliseconds: 1_795_000_000_000)
    if try await store.offices().isEmpty { try await store.load(Fixture.content(agents: 2, slots: 2), at: now) }
    loaded = watched.moment
    let told = Told()
    var random = SeededGenerator(state: seed)
    let modes = (1...Self.each).map { _ in
      [nil, nil, "PASSIVE", "FULL", "RESTART", "TRUNCATE"].randomElement(using: &random) ?? nil
    }
    let queue = try DatabaseQueue(path: folder + "/zuoxi.sqlite")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 1...5 {
        group.addTask {
          for number in 1...Self.each {
            let key = "\(name)-\(writer)-\(number)"
            let result = try await store.perform(Self.request(key, by: writer), at: now.advanced(seconds: number))
            let moment = watched.moment
            told.add(Acknowledged(key: key, events: result.events, moment: moment))
            // Checkpoints would come every 16 MB: here they come often, so that cuts fall into them.
            if let mode = writer == 1 ? modes[number - 1] : nil {
              try? await queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(\(mode))") }
            }
          }
        }
      }
      try await group.waitForAll()
    }
    try queue.close()
    try await store.close()
    acknowledged = told.list
    entries = watched.end()
  }

  private static func request(_ key: String, by writer: Int) -> CommandRequest {
    CommandRequest(
      office: Fixture.office, actor: .taxpayer(Fixture.taxpayer(writer)), key: key, fingerprint: "p",
      command: .taxpayerWrites(
        MessageDraft(id: MessageID(key), text: "问题 " + key + String(repeating: "，如何申报", count: 40)),
        newConversation: ConversationID("c-" + key), reply: nil, replyID: MessageID("r-" + key), escalation: nil,
        noticeID: MessageID("n-" + key)))
  }

  /// The disk as a cut leaves it at a moment.
  func disk(at moment: Int, trusting trust: CutDisk.Trust, by random: inout SeededGenerator) -> CutDisk {
    CutDisk(entries.prefix(moment), before: before, trusting: trust, by: &random)
  }

  /// What must be there after a cut at a moment.
  func promised(at moment: Int) -> [Acknowledged] { acknowledged.filter { $0.moment <= moment } }
}
