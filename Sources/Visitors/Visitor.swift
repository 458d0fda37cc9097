import Desk

/// One simulated taxpayer: what happens to them goes in, what they do comes out. Pure; time and chance are passed in.
public struct Visitor: Sendable {
  /// What a visitor does.
  public enum Act: Hashable, Sendable {
    /// Writes a message.
    case write(String)
    /// Shows what they are typing.
    case type(String)
    /// Presses 人工服务.
    case escalate
    /// Leaves the queue.
    case leave
    /// Has received and read up to this number.
    case read(Int)
    /// Votes on an answer.
    case vote(MessageID, isUseful: Bool)
    /// Rates the talk.
    case rate(Int)
    /// Says no to an invitation.
    case refuse(InvitationID)
    /// Uploads what a service sheet still needs, and confirms it.
    case bringMaterials(SheetID)
    /// Closes the page.
    case goAway
  }

  /// Something the agent asks for that is done before words.
  private enum Errand: Sendable {
    case invitation(InvitationCard)
    case materials(SheetID)
  }

  private enum Phase: Sendable {
    case asking(next: Int)
    case waiting(since: Timestamp)
    case talking(next: Int)
    case over
  }

  /// How they behave.
  public let persona: Persona
  /// When they want to act next, whatever happens.
  public private(set) var nextWake: Timestamp
  private var phase: Phase = .asking(next: 0)
  private var typing: (text: String, typed: Int)?
  private var lastAgentAt: Timestamp?
  private var answered = true
  private var errand: Errand?

  /// A visitor whose page has just opened.
  public init(persona: Persona, arrivedAt: Timestamp) {
    self.persona = persona
    nextWake = arrivedAt.advanced(seconds: persona.isInHurry ? 0 : persona.thinkSeconds)
  }

  /// Acts when the time has come.
  public mutating func wake(at now: Timestamp) -> [Act] {
    guard now >= nextWake else { return [] }
    if typing != nil { return typeOn(at: now) }
    switch phase {
    case .asking(let next):
      guard next < persona.questions.count else {
        if let words = persona.escalationWords, !persona.isInHurry { return begin(typing: words, at: now) }
        nextWake = now.advanced(seconds: 30)
        return [.escalate]
      }
      guard persona.isInHurry else { return begin(typing: persona.questions[next], at: now) }
      return send(persona.questions[next], at: now)
    case .waiting(let since):
      nextWake = now.advanced(seconds: 5)
      guard now.seconds(since: since) >= persona.patienceSeconds else { return [] }
      phase = .over
      nextWake = now.advanced(seconds: 2)
      return [.leave]
    case .talking(let next):
      if let errand { return run(errand, at: now) }
      if !answered, next < persona.replies.count { return begin(typing: persona.replies[next], at: now) }
      if answered, let last = lastAgentAt, now.seconds(since: last) > 90 {
        lastAgentAt = now
        return begin(typing: persona.nudge, at: now)
      }
      nextWake = now.advanced(seconds: 5)
      return []
    case .over:
      nextWake = now.advanced(seconds: 3600)
      return [.goAway]
    }
  }

  /// Takes a message that reached the page.
  public mutating func receive(_ message: Message, at now: Timestamp) -> [Act] {
    switch (message.author.side, message.body) {
    case (.assistant, .answer(let answer)):
      if case .asking(let next) = phase { phase = .asking(next: next) }
      nextWake = now.advanced(seconds: persona.isInHurry ? 0 : persona.thinkSeconds + 3)
      let vote = answer.kind == .answer && persona.thinkSeconds % 2 == 0
      return [.read(message.number)] + (vote ? [.vote(message.id, isUseful: persona.thinkSeconds > 3)] : [])
    case (.agent, let body):
      switch body {
      case .invitation(let card): errand = .invitation(card)
      case .sheet(let card): errand = .materials(card.sheet)
      case .sheetDemand(let demand): errand = .materials(demand.sheet)
      default: answered = false
      }
      lastAgentAt = now
      nextWake = now.advanced(seconds: persona.thinkSeconds)
      return [.read(message.number)]
    default: return []
    }
  }

  /// Takes where the conversation stands now.
  public mutating func learn(_ stage: Conversation.Stage, hadAgent: Bool, at now: Timestamp) -> [Act] {
    switch (stage, phase) {
    case (.waiting, .asking), (.waiting, .talking):
      typing = nil
      errand = nil
      phase = .waiting(since: now)
      nextWake = now.advanced(seconds: 5)
      return []
    case (.talking, .waiting), (.talking, .asking):
      phase = .talking(next: 0)
      answered = true
      lastAgentAt = now
      nextWake = now.advanced(seconds: 5)
      return []
    case (.wrapUp, .waiting), (.wrapUp, .talking), (.closed, .waiting), (.closed, .talking), (.closed, .asking):
      phase = .over
      typing = nil
      nextWake = now.advanced(seconds: persona.thinkSeconds)
      guard hadAgent, let stars = persona.stars else { return [] }
      return [.rate(stars)]
    default: return []
    }
  }

  /// Does what was asked for, and says in words what an agent has to know: nobody without a browser has a camera or a screen to show.
  private mutating func run(_ errand: Errand, at now: Timestamp) -> [Act] {
    self.errand = nil
    answered = true
    switch errand {
    case .invitation(let card):
      return [.refuse(card.invitation)] + begin(typing: Self.excuse(card.kind), at: now)
    case .materials(let sheet):
      return [.bringMaterials(sheet)] + begin(typing: "材料已按清单上传并确认，请您审核", at: now)
    }
  }

  private static func excuse(_ kind: Invitation.Kind) -> String {
    switch kind {
    case .remoteAssist: "不好意思，这台电脑是公用的，不方便共享屏幕，我把看到的打字告诉您"
    case .audioCall: "不好意思，这边在办公室不方便说话，我们打字吧"
    case .videoCall: "不好意思，这台电脑没有摄像头，我们打字吧"
    }
  }

  private mutating func begin(typing text: String, at now: Timestamp) -> [Act] {
    typing = (text, 0)
    nextWake = now
    return typeOn(at: now)
  }

  private mutating func typeOn(at now: Timestamp) -> [Act] {
    guard var current = typing else { return [] }
    if current.typed >= current.text.count {
      typing = nil
      return send(current.text, at: now)
    }
    current.typed = min(current.text.count, current.typed + persona.charactersPerSecond)
    typing = current
    nextWake = now.advanced(milliseconds: 1000)
    return [.type(String(current.text.prefix(current.typed)))]
  }

  private mutating func send(_ text: String, at now: Timestamp) -> [Act] {
    nextWake = now.advanced(seconds: 20)
    switch phase {
    case .asking(let next): phase = .asking(next: next + 1)
    case .talking(let next):
      if !answered { phase = .talking(next: next + 1) }
      answered = true
    case .waiting, .over: break
    }
    return [.write(text)]
  }
}
