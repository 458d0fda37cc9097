import Console
import Desk
import Wire

// The stream of a watched conversation.

extension Interpreter {
  func watch(_ id: ConversationID, now: Int64) {
    watching.source = .watch(id)
    watching.begin(after: nil, now: now)
    watchLink = .idle
  }

  /// Opens and closes the stream when its time has come.
  func stepWatch(now: Int64) {
    while let order = watching.step(now: now, chance: outside.chance()) {
      switch order {
      case .connect(let request): outside.openWatch(request.authorised(by: token))
      case .disconnect: outside.closeWatch()
      }
    }
    noticeWatch()
  }

  /// The stream's first sign of life.
  func watchOpened(now: Int64) {
    watching.opened(now: now)
    noticeWatch()
  }

  /// Bytes of the stream.
  func watchSpoke(_ bytes: [UInt8], now: Int64) {
    for signal in watching.received(bytes, now: now) {
      switch signal {
      case .watched(let detail): perform(.watchArrived(.conversation(detail)))
      case .event(let event): perform(.watchArrived(.event(event)))
      case .typing(let notice): perform(.watchArrived(.typing(notice)))
      // Begun again, it tells the conversation as it stands.
      case .reset: watching.begin(after: nil, now: now)
      case .digest, .wall, .standing, .heartbeat: break
      }
    }
    noticeWatch()
  }

  /// The stream is gone.
  func watchEnded(_ failure: WireFailure?, now: Int64) {
    watching.ended(failure, now: now, chance: outside.chance())
    noticeWatch()
  }

  private func noticeWatch() {
    let before = watchLink
    watchLink = watching.link
    switch watchLink {
    case .waiting(_, _, let failure) where before != watchLink:
      perform(.watchArrived(.lost(failure.failure, isOver: false)))
    case .refused(let failure) where before != watchLink:
      perform(.watchArrived(.lost(failure.failure, isOver: true)))
    case .idle, .connecting, .open, .waiting, .refused: break
    }
  }
}
