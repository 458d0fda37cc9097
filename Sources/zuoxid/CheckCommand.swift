import ArgumentParser
import Desk
import Storage

/// Proves the rows against the log.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "核对数据与日志，可在运行中进行 · Proves the rows against the log, also while backends run")

  @Flag(name: .long, help: "丢弃统计并按日志重新计算 · Forgets the figures and counts them anew from the log") var recount = false
  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await common.telling {
      let store = try common.existingStore()
      var isWhole = true
      var areFiguresRight = true
      // By their logs: an office that cannot be read is one of the findings.
      let named = (try? await store.officeIDs()) ?? []
      let offices = Set(try await store.heads().keys).union(named).sorted()
      guard let first = offices.first else {
        throw Failure(
          Localised(
            "没有任何机构：若本应有，数据已被清空或换掉，请从备份恢复",
            "There is no office: if there was one, the data were emptied or exchanged; restore a backup"),
          common.spoken)
      }
      let damage = try await store.read(first) { try $0.damage() }
      for line in damage { print("  " + line) }
      isWhole = damage.isEmpty
      for office in offices {
        if recount { try await Self.recount(office, in: store, common.spoken) }
        let outcome = try await store.read(office) { try LogCheck.run(on: $0) }
        let counts = (outcome.events, outcome.conversations, outcome.messages, outcome.promises + outcome.appointments)
        print(
          Localised(
            "\(office)：事件 \(counts.0)，会话 \(counts.1)，消息 \(counts.2)，留言工单预约 \(counts.3)，不符 \(outcome.findings.count)",
            "\(office): \(counts.0) events, \(counts.1) conversations, \(counts.2) messages, \(counts.3) promises, "
              + "\(outcome.findings.count) that do not agree"
          ).text(common.spoken))
        for finding in outcome.findings { print("  \(finding.subject): " + finding.words.text(common.spoken)) }
        for finding in outcome.figures { print("  \(finding.subject): " + finding.words.text(common.spoken)) }
        isWhole = isWhole && outcome.findings.isEmpty
        areFiguresRight = areFiguresRight && outcome.figures.isEmpty
      }
      try await store.close()
      guard isWhole else {
        throw Failure(
          Localised(
            "数据与日志不符：请停止后台，从备份恢复，并保留现有数据以便查明原因",
            "Rows and log do not agree: stop the backends, restore a backup, and keep these data to find out why"),
          common.spoken)
      }
      guard areFiguresRight else {
        throw Failure(
          Localised(
            "数据与日志相符，统计不符：用 zuoxid check --recount 按日志重新计算",
            "Rows and log agree; figures do not: count them anew with zuoxid check --recount"),
          common.spoken)
      }
    }
  }

  /// Events counted in one transaction, so that backends that work meanwhile have their turn.
  private static let stretch: Int64 = 2_000

  private static func recount(_ office: OfficeID, in store: any Store, _ language: Language) async throws {
    try await store.forgetFigures(of: office)
    while try await store.countFigures(of: office, as: nil, at: machineClock(), limit: stretch) {}
    print(Localised("\(office)：统计已按日志重新计算", "\(office): its figures were counted anew").text(language))
  }
}
