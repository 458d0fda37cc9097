import Desk

@testable import Console

/// A conversation of a quarter of an hour as the log has it: asked, queued, taken, held, passed on, ended and rated.
enum SampleReplay {
  static let start = Timestamp(milliseconds: 1_795_413_600_000)
  private static let id: ConversationID = "01KAVQ3M8Z7D"
  private static let zhang = AgentReference(id: "zhangmin", name: "张敏")
  private static let li = AgentReference(id: "lihua", name: "李华")
  private static let taxpayer = Taxpayer(
    id: "t1", name: "林*燕", enterprise: Enterprise(name: "晨光商贸有限公司", creditCode: "9133****0379"))

  static let record: ConversationRecord = {
    var events: [Event] = []
    var conversation = Conversation(id: id, taxpayer: taxpayer, openedAt: start)
    func add(_ seconds: Int, _ body: EventBody) {
      let event = Event(
        position: EventPosition(epoch: 1, sequence: Int64(events.count + 1)), at: start.advanced(seconds: seconds),
        body: body)
      conversation.apply(body, at: event.at)
      events.append(event)
    }
    func say(_ seconds: Int, _ author: Author, _ body: MessageBody) {
      let number = conversation.lastNumber + 1
      let message = Message(
        id: MessageID("m\(number)"), conversation: id, number: number, at: start.advanced(seconds: seconds),
        author: author, body: body)
      add(seconds, .messagePosted(message))
    }
    func ask(_ seconds: Int, _ text: String) {
      say(seconds, Author(side: .taxpayer, name: "林*燕"), .text(TextBody(text)))
    }
    func reply(_ seconds: Int, _ who: AgentReference, _ text: String) {
      say(seconds, Author(side: .agent, name: who.name, agent: who.id), .text(TextBody(text)))
    }
    func notice(_ seconds: Int, _ code: MessageNotice.Code, _ argument: String = "") {
      say(seconds, .system, .notice(MessageNotice(code, argument)))
    }
    func queue(_ seconds: Int, _ group: SkillGroupID) -> QueueEntry {
      QueueEntry(
        group: group, enteredAt: start.advanced(seconds: seconds), priority: 0, reason: "开票额度不够",
        ageingPerPrioritySeconds: 60)
    }
    add(0, .conversationOpened(conversation))
    ask(0, "开票额度不够了，怎么办？")
    let answer = AssistantAnswer(
      kind: .answer, text: "可在电子税务局申请调整发票总额度。",
      article: ArticleSummary(id: "K012", title: "发票额度调整", matter: "发票"))
    say(1, Author(side: .assistant, name: ""), .answer(answer))
    add(20, .articleVoted(ArticleVote(conversation: id, message: "m2", article: "K012", isUseful: false)))
    add(34, .queued(Queued(conversation: id, entry: queue(34, "invoice"))))
    notice(34, .escalated, "发票")
    add(130, .accepted(Accepted(conversation: id, agent: zhang, at: start.advanced(seconds: 130))))
    notice(130, .accepted, "张敏")
    reply(142, zhang, "林女士您好，我来帮您看。请问本月已开多少？")
    add(
      143, .receiptAdvanced(ReceiptAdvance(conversation: id, side: .taxpayer, receipt: Receipt(delivered: 6, read: 6))))
    ask(171, "已经开了九十多万，系统说超过了额度。\n今天要给客户开票，很急。")
    add(
      180,
      .noted(
        Noted(conversation: id, note: StaffNote(at: start.advanced(seconds: 180), author: zhang, text: "第三次来问额度，注意安抚")))
    )
    add(183, .held(Held(conversation: id, since: start.advanced(seconds: 183))))
    notice(183, .held)
    add(305, .held(Held(conversation: id, since: nil)))
    notice(305, .resumed)
    reply(311, zhang, "需要税源管理确认，我为您转接申报组的同事。")
    var entry = queue(330, "declare")
    entry.isInFront = true
    entry.transferredFrom = zhang
    add(330, .queued(Queued(conversation: id, entry: entry)))
    notice(330, .transferredToGroup, "申报")
    add(352, .accepted(Accepted(conversation: id, agent: li, at: start.advanced(seconds: 352))))
    notice(352, .accepted, "李华")
    reply(359, li, "您好，额度调整已提交，约十分钟生效。")
    let link = EntryLink(
      code: "FP-ED", title: Localised("发票额度调整申请", "Raise the invoice quota"), menuPath: ["我要办税", "发票使用", "额度调整"],
      url: "https://etax.example.gov.cn/fp/ed")
    let card = EntryLinkCard(link, words: "进度在这里看：")
    say(364, Author(side: .agent, name: "李华", agent: "lihua"), .entryLink(card))
    let opening = LinkOpening(number: conversation.lastNumber, count: 1, at: start.advanced(seconds: 372))
    add(372, .linkOpened(LinkOpened(conversation: id, code: "FP-ED", opening: opening)))
    add(380, .taxpayerPresence(TaxpayerPresence(conversation: id, isPresent: false)))
    add(396, .taxpayerPresence(TaxpayerPresence(conversation: id, isPresent: true)))
    ask(640, "可以开了，谢谢老师")
    reply(655, li, "不客气，祝您工作顺利。")
    add(662, .ended(Ended(conversation: id, reason: .byTaxpayer, at: start.advanced(seconds: 662))))
    notice(662, .endedByTaxpayer)
    add(670, .rated(Rated(conversation: id, rating: Rating(stars: 4, comment: "转来转去"))))
    notice(670, .rated, "4")
    let wrapUp = WrapUp(code: "invoice.quota", summary: "额度已调整，税源管理确认", at: start.advanced(seconds: 701))
    add(701, .wrappedUp(WrappedUp(conversation: id, wrapUp: wrapUp)))
    return ConversationRecord(
      conversation: conversation, events: events,
      groups: [
        SkillGroup(id: "invoice", name: Localised("发票", "Invoices")),
        SkillGroup(id: "declare", name: Localised("申报", "Declarations")),
      ], wrapUpCodes: [WrapUpCode(code: "invoice.quota", name: Localised("发票额度", "Invoice quota"))])
  }()
}
