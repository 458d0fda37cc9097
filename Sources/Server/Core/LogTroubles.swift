import Desk
import Logging
import NIOConcurrencyHelpers

/// What is wrong with offices' logs, as far as this backend follows them: told to its own log when it begins, once a minute while it goes on, and when it is over.
final class LogTroubles: Sendable {
  /// Ways in which an office's log can fail its streams.
  enum Kind: Sendable {
    /// The next event is missing, or cannot be read: streams stand still.
    case unreadable
    /// It ends before what was read of it, or goes on otherwise: commits were lost, as when a standby took over that lacked them.
    case wentBack
    /// The office itself cannot be read: nothing is done in it.
    case unopened

    fileprivate var words: String {
      switch self {
      case .unreadable: "an office's log cannot be read on: its streams stand still"
      case .unopened: "an office cannot be read: nothing is done in it"
      case .wentBack: "an office's log went back: stop every backend, run zuoxid restore --database"
      }
    }

    fileprivate var over: String {
      switch self {
      case .unreadable: "an office's log is read on again"
      case .unopened: "an office can be read again"
      case .wentBack: "an office's log that went back has a new epoch"
      }
    }
  }

  private struct Place: Hashable {
    var kind: Kind
    var office: OfficeID
  }

  private let logger: Logger
  private let complaints = NIOLockedValueBox<[Place: Complaint]>([:])
  private let served = NIOLockedValueBox<Set<OfficeID>>([])

  init(logger: Logger = Logger(label: "streams")) { self.logger = logger }

  /// Notes that it is so, and why.
  func note(_ kind: Kind, of office: OfficeID, _ reason: String, at now: Timestamp) {
    let count = complaints.withLockedValue {
      $0[Place(kind: kind, office: office), default: Complaint()].failed(at: now)
    }
    guard let count else { return }
    logger.error("\(kind.words)", metadata: ["office": "\(office)", "reason": "\(reason)", "failed": "\(count)"])
  }

  /// Notes that it is not so.
  func end(_ kind: Kind, of office: OfficeID, at now: Timestamp) {
    var complaint = complaints.withLockedValue { $0.removeValue(forKey: Place(kind: kind, office: office)) }
    guard let trouble = complaint?.succeeded(at: now) else { return }
    logger.warning(
      "\(kind.over)",
      metadata: ["office": "\(office)", "after": "\(trouble.seconds) s", "failed": "\(trouble.failures)"])
  }

  /// Offices whose streams stand still, or that have none.
  var offices: [OfficeID] { Set(complaints.withLockedValue { $0.keys.map(\.office) }).sorted() }

  /// Notes which offices there are.
  func serves(_ offices: Set<OfficeID>) {
    served.withLockedValue { $0 = offices }
    complaints.withLockedValue { complaints in complaints = complaints.filter { offices.contains($0.key.office) } }
  }

  /// Whether the office itself cannot be read.
  func isUnopened(_ office: OfficeID) -> Bool {
    complaints.withLockedValue { $0[Place(kind: .unopened, office: office)] != nil }
  }

  /// Throws when the office's log went back: what is added to it now would stand in another history than the one its readers saw.
  /// Staff are told why, taxpayers to come later.
  func check(_ office: OfficeID, asTaxpayer: Bool = false) throws(Problem) {
    try demandReadable(office, asTaxpayer: asTaxpayer)
    let isBack = complaints.withLockedValue { $0[Place(kind: .wentBack, office: office)] != nil }
    if isBack { throw asTaxpayer ? Problem(.unavailable, retryAfter: 5) : Self.lost }
  }

  /// Throws when the office itself cannot be read.
  func demandReadable(_ office: OfficeID, asTaxpayer: Bool) throws(Problem) {
    guard isUnopened(office) else { return }
    throw asTaxpayer
      ? Problem(.unavailable, retryAfter: 5)
      : Problem(
        .unavailable,
        detail: Localised(
          "该办税服务机构的数据无法读取：请告知运维人员", "The data of this office cannot be read: tell the operators"), retryAfter: 5)
  }

  /// What keeps this backend from taking requests; `nil` when nothing does.
  var problem: Problem? {
    let served = served.withLockedValue { $0 }
    return complaints.withLockedValue { complaints in
      if complaints.keys.contains(where: { $0.kind == .wentBack }) { return Self.lost }
      let areUnopened = served.allSatisfy { complaints[Place(kind: .unopened, office: $0)] != nil }
      return areUnopened && !served.isEmpty ? Self.unreadable : nil
    }
  }

  private static let unreadable = Problem(
    .unavailable,
    detail: Localised(
      "没有一个办税服务机构可以读取：原因见日志，请运行 zuoxid check",
      "No office can be read: the log says why, run zuoxid check"), retryAfter: 5)

  private static let lost = Problem(
    .unavailable,
    detail: Localised(
      "事件日志倒退：请停止全部后台，然后运行 zuoxid restore --database",
      "The log went back: stop every backend, run zuoxid restore --database"), retryAfter: 5)
}
