import Desk
import Storage
import Yams

/// An office as a file that can be edited and imported again: everything but its knowledge base. Passwords and hosts' secrets are never written;
/// imported without them, accounts keep the password and hosts the secret they have.
public struct OfficeExport: Sendable {
  /// The office, its calendar and its settings.
  public var office: Office
  /// What staff choose from.
  public var catalogue: Catalogue
  /// Its people.
  public var agents: [Agent]
  /// Taxpayers of the sample page.
  public var taxpayers: [SampleTaxpayer]
  /// Codes of the hosts that may vouch for taxpayers.
  public var hosts: [String]
  /// Servers for sound and pictures.
  public var mediaServices: MediaServices
  /// Who outside is told what happens.
  public var webhooks: [Webhook]

  /// What an office has.
  public init(_ reader: any OfficeReader) throws {
    office = try reader.office()
    catalogue = try reader.catalogue()
    agents = try reader.accountIDs().compactMap { try reader.account($0)?.agent }
    taxpayers = try reader.sampleTaxpayers()
    hosts = try reader.hosts()
    mediaServices = try reader.mediaServices()
    webhooks = try reader.webhooks()
  }

  /// YAML with every section that is not empty.
  public func yaml() throws -> String {
    try ExportNode.file([
      (
        "office",
        ExportNode.pairs(
          [("code", ExportNode.text(office.id.rawValue))] + named(office.name) + [
            ("region", ExportNode.text(office.region)), ("timeZone", ExportNode.text("Asia/Shanghai")),
          ])
      ),
      ("groups", section(catalogue.groups, group)), ("accounts", section(agents, account)), ("calendar", calendar),
      ("wrapUpCodes", section(catalogue.wrapUpCodes, wrapUpCode)),
      ("breakReasons", section(catalogue.breakReasons, breakReason)),
      ("entryLinks", section(catalogue.entryLinks, entryLink)),
      ("quickReplies", section(catalogue.quickReplies) { QuickReplyFile.node($0) }),
      ("sheetTemplates", section(catalogue.sheetTemplates ?? [], sheetTemplate)),
      ("appointments", section(catalogue.appointmentRules ?? [], appointmentRule)),
      ("ticketTypes", section(catalogue.ticketTypes ?? [], ticketType)),
      ("reviewCriteria", section(catalogue.reviewCriteria ?? [], reviewCriterion)),
      ("taxpayers", section(taxpayers, taxpayer)),
      ("hosts", section(hosts) { ExportNode.pairs([("code", ExportNode.text($0))]) }), ("settings", settings),
      ("promises", office.settings.promises.map(promises)),
      ("thresholds", section(office.thresholds ?? [], threshold)), ("webhooks", section(webhooks, webhook)),
      ("turn", mediaServices.relay.map(relay)), ("rooms", mediaServices.rooms.map(rooms)),
    ])
  }

  private func section<Entry>(_ entries: [Entry], _ node: (Entry) -> Node) -> Node? {
    entries.isEmpty ? nil : Node(entries.map(node))
  }

  private func named(
    _ name: Localised, as key: String = "name", english: String = "englishName"
  ) -> [(String, Node?)] {
    [
      (key, ExportNode.text(name.chinese)),
      (english, name.english == name.chinese ? nil : ExportNode.text(name.english)),
    ]
  }

  private func number(_ number: Int) -> Node { Node(String(number)) }
  private func flag(_ flag: Bool) -> Node { Node(flag ? "true" : "false") }

  private func group(_ group: SkillGroup) -> Node {
    ExportNode.pairs(
      [("code", ExportNode.text(group.id.rawValue))] + named(group.name) + [
        ("priority", number(group.priority)), ("routing", group.routing.map { ExportNode.text($0.rawValue) }),
      ])
  }

  private func account(_ agent: Agent) -> Node {
    ExportNode.pairs([
      ("login", ExportNode.text(agent.id.rawValue)), ("name", ExportNode.text(agent.name)),
      ("role", ExportNode.text(agent.role.rawValue)),
      // Groups that are gone are nobody's: the file could not be loaded again.
      (
        "groups",
        ExportNode.list(agent.groups.filter { group in catalogue.groups.contains { $0.id == group } }.map(\.rawValue))
      ),
      ("slots", number(agent.slots)),
    ])
  }

  private func wrapUpCode(_ code: WrapUpCode) -> Node {
    ExportNode.pairs(
      [("code", ExportNode.text(code.code))] + named(code.name) + [
        ("group", code.group.map { ExportNode.text($0.rawValue) }),
        ("pinyin", code.pinyin.map(ExportNode.text)),
      ])
  }

  private func reviewCriterion(_ criterion: ReviewCriterion) -> Node {
    ExportNode.pairs(
      [("code", ExportNode.text(criterion.code))] + named(criterion.name) + [("weight", number(criterion.weight))])
  }

  private func threshold(_ threshold: Threshold) -> Node {
    ExportNode.pairs([
      ("name", ExportNode.text(threshold.name)), ("group", threshold.group.map { ExportNode.text($0.rawValue) }),
      ("warning", threshold.warning.map { ExportNode.text($0.description) }),
      ("critical", threshold.critical.map { ExportNode.text($0.description) }),
      ("hysteresis", threshold.hysteresis.map { ExportNode.text("\($0)") }),
    ])
  }

  private func webhook(_ webhook: Webhook) -> Node {
    ExportNode.pairs([
      ("code", ExportNode.text(webhook.code)), ("url", ExportNode.text(webhook.url)),
      ("kinds", ExportNode.list(webhook.kinds.map(\.rawValue))),
    ])
  }

  private func breakReason(_ reason: BreakReason) -> Node {
    ExportNode.pairs(
      [("code", ExportNode.text(reason.code))] + named(reason.name) + [
        ("expectedMinutes", number(reason.expectedMinutes))
      ])
  }

  private func entryLink(_ link: EntryLink) -> Node {
    ExportNode.pairs(
      [("code", ExportNode.text(link.code))] + named(link.title, as: "title", english: "englishTitle") + [
        ("menuPath", ExportNode.list(link.menuPath)), ("url", ExportNode.text(link.url)),
        ("region", link.region.map(ExportNode.text)),
        ("validFrom", link.validFrom.map { ExportNode.text($0.description) }),
        ("validUntil", link.validUntil.map { ExportNode.text($0.description) }),
        ("pinyin", link.pinyin.map(ExportNode.text)),
      ])
  }

  private func sheetTemplate(_ template: SheetTemplate) -> Node {
    let materials = template.materials.map { material in
      ExportNode.pairs(
        [("code", ExportNode.text(material.code))] + named(material.name) + [
          ("required", Node(material.isRequired ? "true" : "false")),
          ("sample", material.sample.map(ExportNode.text)),
        ] + (material.hint.map { named($0, as: "hint", english: "englishHint") } ?? []))
    }
    let outcomes = template.outcomes.map { outcome in
      ExportNode.pairs([
        ("handled", Node(outcome.isHandled ? "true" : "false")), ("words", ExportNode.text(outcome.words)),
      ])
    }
    return ExportNode.pairs(
      [("code", ExportNode.text(template.code))] + named(template.title, as: "title", english: "englishTitle") + [
        ("pinyin", template.pinyin.isEmpty ? nil : ExportNode.text(template.pinyin)),
        ("group", template.group.map { ExportNode.text($0.rawValue) }), ("materials", Node(materials)),
        ("outcomes", outcomes.isEmpty ? nil : Node(outcomes)),
      ])
  }

  private func taxpayer(_ person: SampleTaxpayer) -> Node {
    let enterprise = person.enterprise.map { name in
      ExportNode.pairs([("name", ExportNode.text(name)), ("creditCode", person.creditCode.map(ExportNode.text))])
    }
    return ExportNode.pairs([
      ("subject", ExportNode.text(person.id)), ("name", ExportNode.text(person.name)), ("enterprise", enterprise),
      ("region", person.region.map(ExportNode.text)), ("role", person.actingRole.map(ExportNode.text)),
      ("mobile", person.mobile.map(ExportNode.text)),
    ])
  }

  private func relay(_ relay: MediaServices.Relay) -> Node {
    ExportNode.pairs([
      ("urls", ExportNode.list(relay.urls)), ("relayOnly", Node(relay.isRequired ? "true" : "false")),
    ])
  }

  private func rooms(_ rooms: MediaServices.Rooms) -> Node {
    ExportNode.pairs([
      ("kind", ExportNode.text(rooms.kind.rawValue)), ("url", ExportNode.text(rooms.url)),
      ("key", ExportNode.text(rooms.key)),
    ])
  }

  private func ticketType(_ type: TicketType) -> Node {
    ExportNode.pairs(
      [("code", ExportNode.text(type.code))] + named(type.name) + [
        ("group", type.group.map { ExportNode.text($0.rawValue) }), ("minutes", number(type.minutes)),
        ("minutesByPriority", type.minutesByPriority.map { minutes($0) }),
      ])
  }

  private func promises(_ promises: PromiseSettings) -> Node {
    let byGroup = promises.messageMinutesByGroup.map { ($0.key.rawValue, $0.value) }
    return ExportNode.pairs([
      ("messageMinutes", number(promises.messageMinutes)),
      (
        "messageMinutesByGroup",
        byGroup.isEmpty ? nil : minutes(Dictionary(byGroup, uniquingKeysWith: { first, _ in first }))
      ),
      ("leaveAfterSeconds", number(promises.leaveAfterSeconds)), ("reopenDays", number(promises.reopenDays)),
      ("urgeMinutes", number(promises.urgeMinutes)), ("warnMinutes", promises.warnMinutes.map(number)),
    ])
  }

  private func minutes(_ minutes: [String: Int]) -> Node {
    ExportNode.pairs(minutes.sorted { $0.key < $1.key }.map { ($0.key, number($0.value)) })
  }

  private var settings: Node {
    let settings = office.settings
    return ExportNode.pairs([
      ("serviceTargetSeconds", number(settings.serviceTargetSeconds)),
      ("shortAbandonSeconds", number(settings.shortAbandonSeconds)),
      ("visitorGraceSeconds", number(settings.visitorGraceSeconds)),
      ("seatGraceSeconds", number(settings.seatGraceSeconds)), ("wrapUpSeconds", number(settings.wrapUpSeconds)),
      ("ageingPerPrioritySeconds", number(settings.ageingPerPrioritySeconds)),
      ("idleEndSeconds", number(settings.idleEndSeconds)),
      ("acceptsOutsideHours", flag(settings.acceptsOutsideHours)),
      ("messageBytes", number(settings.messageBytes)),
      ("reservationSeconds", settings.reservationSeconds.map(number)),
      ("linkHosts", settings.linkHosts.map(ExportNode.list)),
      ("routing", settings.routing.map { ExportNode.text($0.rawValue) }),
      ("offerSeconds", settings.offerSeconds.map(number)), ("declineSeconds", settings.declineSeconds.map(number)),
      ("prefersLastAgent", settings.prefersLastAgent.map(flag)),
      ("wrapUpTakesSlot", settings.wrapUpTakesSlot.map(flag)),
      ("wrapUpExtensionSeconds", settings.wrapUpExtensionSeconds.map(number)),
      ("holdReminderSeconds", settings.holdReminderSeconds.map(number)),
      ("invitationSeconds", settings.invitationSeconds.map(number)),
      ("connectSeconds", settings.connectSeconds.map(number)),
      ("recoverSeconds", settings.recoverSeconds.map(number)),
      ("supervisorWaitSeconds", settings.supervisorWaitSeconds.map(number)),
    ])
  }
}
