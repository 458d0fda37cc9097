// What figures are called and how they are defined, for `--explain` and the API.

extension Metric {
  /// What it is called.
  public var name: Localised { words.name }

  /// How it is computed.
  public var explanation: Localised { words.explanation }

  private var words: (name: Localised, explanation: Localised) {
    func define(_ chinese: String, _ english: String, _ how: String, _ howEnglish: String) -> (Localised, Localised) {
      (Localised(chinese, english), Localised(how, howEnglish))
    }
    return switch self {
    case .conversations:
      define("会话", "Conversations", "开始的会话数，含仅由智能应答接待的", "Conversations opened, also those with the assistant alone")
    case .contained:
      define("智能解答", "Assistant only", "未转人工即结束的会话", "Conversations that ended without asking for a human")
    case .containment:
      define("智能解答率", "Containment", "仅由智能应答接待的会话 ÷ 全部会话", "Assistant-only conversations ÷ all conversations")
    case .votesUseful:
      define("有用", "Useful", "对智能应答的“有用”评价，改评以最后一次为准", "Answers voted useful; a changed vote counts as it is now")
    case .votesUseless:
      define("无用", "Useless", "对智能应答的“无用”评价，改评以最后一次为准", "Answers voted useless; a changed vote counts as it is now")
    case .offered:
      define(
        "请求人工", "Offered", "要求人工并进入排队 = 接入 + 放弃 + 转留言或预约 + 仍在排队",
        "Asked for a human and entered the queue = answered + abandoned + flowed out + still waiting")
    case .answered: define("接入", "Answered", "请求人工后由坐席接入的", "Of those offered, taken by an agent")
    case .answeredInTarget:
      define(
        "达标接入", "In target", "在机构设定的目标时间内接入的；目标以接入当时为准", "Answered within the office's target, as it was at that time")
    case .abandoned:
      define("放弃", "Abandoned", "接入前离开的，含短时放弃", "Left before anybody took them, short abandons among them")
    case .shortAbandoned:
      define("短时放弃", "Short abandons", "在短时界限内离开的，单独列出", "Left before the short limit, shown apart")
    case .flowedToMessage:
      define(
        "转留言", "To message", "排队时或离开排队十分钟内改为留言的", "Left a message while waiting or within ten minutes of leaving")
    case .flowedToAppointment:
      define(
        "转预约", "To appointment", "排队时或离开排队十分钟内改为预约的",
        "Booked an appointment while waiting or within ten minutes of leaving")
    case .stillWaiting:
      define("仍在排队", "Still waiting", "请求人工而尚无结果的；按发生时间统计时无意义", "Offered and not decided yet; means nothing by event")
    case .serviceLevel:
      define(
        "服务水平", "Service level", "目标时间内接入 ÷（接入 + 放弃 − 短时放弃）",
        "Answered within the target ÷ (answered + abandoned − short abandons)")
    case .averageAnswer:
      define("平均应答", "ASA", "已接入者的等待合计 ÷ 接入；等待 = 接入 − 请求", "Total wait of answered ÷ answered; wait is accept − ask")
    case .abandonment:
      define(
        "放弃率", "Abandonment", "按进线：放弃 ÷ 请求人工；按发生（近一小时、--by-event）：放弃 ÷ 等候结束的人",
        "By arrival: abandoned ÷ offered; by event (last hour, --by-event): abandoned ÷ those whose wait ended")
    case .abandonWait: define("放弃前等待", "Wait of abandoned", "放弃者的等待合计 ÷ 放弃", "Total wait of abandoned ÷ abandoned")
    case .requeued:
      define(
        "再次排队", "Queued again", "转接或坐席失联后重新排队，或应邀而未立即接入，不计入请求人工",
        "Waits after a transfer, a lost seat, or an invitation that was not taken up at once; not among those offered"
      )
    case .requeuedAnswered: define("再次接入", "Taken again", "再次排队后接入的", "Of those queued again, taken")
    case .requeuedAbandoned: define("再次放弃", "Gone again", "再次排队后离开的", "Of those queued again, gone")
    case .requeuedWait:
      define("再次等待", "Wait again", "再次接入者的等待合计 ÷ 再次接入", "Total wait of those taken again ÷ taken again")
    case .direct: define("约定接入", "Arranged", "因预约或留言邀请而立即接入，不经排队", "Talks by appointment or invitation, taken at once")
    case .handled:
      define("处理", "Handled", "坐席结束的接待，转出的也各计一次", "Talks an agent finished; each agent of a transferred one counts")
    case .averageHandle:
      define("平均处理", "AHT", "（交谈 + 挂起 + 话后整理）÷ 处理", "(talk + hold + wrap-up) ÷ handled")
    case .talk: define("平均交谈", "Talk", "交谈时间（不含挂起）÷ 处理", "Time talked, without hold ÷ handled")
    case .hold: define("平均挂起", "Hold", "挂起时间 ÷ 处理", "Time on hold ÷ handled")
    case .wrapUp: define("平均话后", "Wrap-up", "话后整理时间 ÷ 处理", "Time of wrap-up ÷ handled")
    case .firstReply:
      define(
        "首次回复", "First reply", "坐席首条消息 − 接入，按有首条消息的接待平均",
        "First human message − accept, over the talks that have one")
    case .transferred: define("转出", "Passed on", "转给他人或因坐席失联、接管而易手的接待", "Talks that went on with somebody else")
    case .rated: define("已评价", "Rated", "纳税人评价过的人工会话", "Conversations with a human that were rated")
    case .responseRate:
      define("参评率", "Response rate", "已评价 ÷ 已结束的人工会话", "Rated ÷ conversations with a human that ended")
    case .satisfaction:
      define("满意率", "CSAT", "四星和五星 ÷ 已评价，须与参评率同看", "4 and 5 stars ÷ rated; to be read with the response rate")
    case .stars: define("平均星级", "Stars", "星数合计 ÷ 已评价", "Stars in all ÷ rated")
    case .offersMissed: define("未接提示", "Missed offers", "接待提示到时未接的次数", "Offers that nobody took in time")
    case .offersDeclined: define("谢绝提示", "Declined offers", "坐席谢绝接待提示的次数", "Offers that agents declined")
    case .occupancy:
      define(
        "占用率", "Occupancy", "处理时间 ÷（处理时间 + 示闲空闲），按接待位计；时间总按发生时统计",
        "Handling time ÷ (handling + ready idle), in slots; time always counts when it passes")
    case .signedIn: define("签入时间", "Signed in", "示闲 + 示忙 + 小休 + 话后 + 培训", "Ready + busy + break + wrap-up + training")
    case .ready: define("示闲时间", "Ready", "坐席示闲且在线的时间", "Time seats were ready and connected")
    case .busy: define("示忙时间", "Busy", "坐席示忙的时间", "Time seats were busy")
    case .onBreak: define("小休时间", "Break", "坐席小休的时间", "Time seats were on a break")
    case .wrapUpState: define("话后状态时间", "Wrap-up state", "坐席处于话后整理状态的时间", "Time seats were in the state wrap-up")
    case .training: define("培训时间", "Training", "坐席培训的时间", "Time seats were in training")
    case .messagesLeft: define("留言", "Messages left", "收到的留言", "Messages left")
    case .messagesDone:
      define("已答复留言", "Messages done", "已答复、转工单或结束的留言", "Messages answered, made into tickets or closed")
    case .messagesLate:
      define("超时留言", "Messages late", "到期时尚未办完的留言", "Messages that were not done with when they were due")
    case .messageTime:
      define("留言用时", "Message time", "从留言到办完的自然时间 ÷ 已答复留言", "Time from leaving to done, by the clock ÷ messages done")
    case .ticketsOpened: define("新建工单", "Tickets opened", "新建的工单", "Tickets opened")
    case .ticketsDone:
      define("办结工单", "Tickets done", "已办结或关闭、且未重新打开的工单", "Tickets resolved or closed and not opened again")
    case .ticketsLate: define("超时工单", "Tickets late", "到期时尚未办结的工单", "Tickets that were not resolved when they were due")
    case .ticketTime:
      define(
        "工单用时", "Ticket time", "从新建到办结的自然时间 ÷ 办结工单", "Time from opening to the result, by the clock ÷ tickets done")
    case .reopened: define("重新打开", "Reopened", "工单重新打开的次数", "Times tickets were opened again")
    case .urged: define("催办", "Urged", "纳税人催办的次数", "Times taxpayers urged")
    case .appointmentsBooked:
      define("预约", "Appointments", "预约数；按进线统计时计在约定的时间", "Appointments; by arrival they count at the time they are for")
    case .appointmentsKept: define("履约", "Kept", "双方开始了的预约", "Appointments that both began")
    case .appointmentsMissed: define("爽约", "No-shows", "纳税人未到的预约", "Appointments the taxpayer did not come to")
    case .appointmentsCancelled: define("取消", "Cancelled", "任一方取消的预约", "Appointments either side took back")
    case .appointmentsLate: define("迟办预约", "Late", "到时未及时开始的预约", "Appointments nobody began in time")
    case .appointmentDelay:
      define("开始延迟", "Delay", "实际开始 − 约定时间，提前计 0，÷ 履约", "Began − promised time, 0 when early ÷ kept")
    }
  }
}
