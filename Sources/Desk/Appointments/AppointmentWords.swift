extension Appointment.Mode {
  /// What people call it.
  public var name: Localised {
    switch self {
    case .text: Localised("文字", "Text")
    case .audio: Localised("语音", "Audio")
    case .video: Localised("视频", "Video")
    case .remoteAssist: Localised("远程协助", "Remote assist")
    case .phone: Localised("电话", "Phone")
    case .onSite: Localised("现场", "On site")
    }
  }

  /// What the same act invites to when it begins; `nil` where both meet in words or elsewhere.
  public var invitation: Invitation.Kind? {
    switch self {
    case .audio: .audioCall
    case .video: .videoCall
    case .remoteAssist: .remoteAssist
    case .text, .phone, .onSite: nil
    }
  }

  /// Whether both meet in a talk.
  public var hasTalk: Bool { self != .phone && self != .onSite }
}

extension Appointment.Stage {
  /// What people call it.
  public var name: Localised {
    switch self {
    case .booked: Localised("待确认", "held")
    case .confirmed: Localised("已预约", "confirmed")
    case .ringing: Localised("已到时间", "due now")
    case .late: Localised("已超时", "late")
    case .started: Localised("进行中", "started")
    case .completed: Localised("已完成", "completed")
    case .cancelled: Localised("已取消", "cancelled")
    case .noShow: Localised("爽约", "no-show")
    case .lapsed: Localised("未履约", "not kept")
    }
  }
}

extension AppointmentChange {
  /// What the taxpayer is told of it, in the office's time; `nil` where there is nothing to tell.
  public func notice(_ calendar: WorkingCalendar, at now: Timestamp) -> Localised? {
    let when = calendar.words(appointment.start, at: now)
    let what = appointment.matter
    func say(_ chinese: String, _ english: String) -> Localised { Localised(chinese, english) }
    switch step {
    case .booked:
      return appointment.stage == .confirmed
        ? say("预约成功：\(what.chinese)，\(when.chinese)", "Booked: \(what.english), \(when.english)")
        : say(
          "预约已提交，待确认：\(what.chinese)，\(when.chinese)", "Booked, to be confirmed: \(what.english), \(when.english)")
    case .confirmed: return say("预约已确认：\(what.chinese)，\(when.chinese)", "Confirmed: \(what.english), \(when.english)")
    case .moved: return say("预约已改期：\(what.chinese)，\(when.chinese)", "Moved: \(what.english), \(when.english)")
    case .reminded:
      return say("预约即将开始：\(what.chinese)，\(when.chinese)", "Coming up: \(what.english), \(when.english)")
    case .rang:
      return say("预约时间已到：\(what.chinese)，请等候坐席联系", "It is time: \(what.english); the agent will be with you")
    case .started: return say("坐席已开始您的预约：\(what.chinese)", "The agent has begun: \(what.english)")
    case .missed: return say("您未按时参加预约：\(what.chinese)", "You missed: \(what.english)")
    case .lapsed:
      return say(
        "很抱歉，坐席未能按时开始您的预约，请重新预约：\(what.chinese)",
        "We are sorry: no agent began it in time; please book again: \(what.english)")
    case .cancelled:
      let why = appointment.reason.map { "（\($0)）" } ?? ""
      return appointment.endedBy == .agent
        ? say(
          "预约已由办税厅取消：\(what.chinese)，\(when.chinese)\(why)",
          "Cancelled by the office: \(what.english), \(when.english)" + (appointment.reason.map { " (\($0))" } ?? ""))
        : say("预约已取消：\(what.chinese)，\(when.chinese)", "Cancelled: \(what.english), \(when.english)")
    case .late, .completed, .assigned: return nil
    }
  }
}
