import Console
import Desk
import Wire

/// Moves the console on by actions and carries out what it asks for. Everything that touches the world goes through `Outside`.
final class Interpreter {
  /// Everything the console knows.
  private(set) var state: State
  /// Set once the console asked to leave.
  private(set) var isLeaving = false
  unowned let outside: any Outside
  var token: String
  /// When to look next whether somebody has signed in anew.
  private var nextLook: Int64 = .min
  private var session = StreamSession()
  var watching = StreamSession()
  var watchLink = StreamLink.idle
  var outbox: Outbox
  var link = StreamLink.idle
  var openUntil: Int64 = .min
  private var attempts: [Int: Attempt] = [:]
  private var nextTicket = 0
  private var mayLeaveAt: Int64?
  var owner: SeatOwner?
  /// Messages that could not be put on the disk: they are in sight as refused, but the outbox knows nothing of them.
  var unsaved: [MessageID: PendingMessage] = [:]
  /// What stands in the writing fields, as last told.
  var written: [ConversationID: KeptDraft] = [:]
  /// Conversations whose words on the disk are not those that should stand there.
  var unkept: Set<ConversationID> = []

  private struct Attempt {
    var request: OutgoingRequest
    var number: Int
    var at: Int64?
  }

  /// While the stream is only just gone, as with a backend that closes it every second, what is written is still sent.
  private static let shortGap: Int64 = 5_000
  /// Signing out is not worth more than this many milliseconds of waiting.
  private static let farewell: Int64 = 1_500
  /// Milliseconds between two looks at the sign-in kept on the disk, after the session has ended.
  private static let lookEvery: Int64 = 1_000
  private static let policy = RetryPolicy(first: 400, longest: 10_000)

  /// An interpreter for a console that has just started.
  init(_ state: State, outbox: Outbox, token: String, outside: any Outside) {
    self.state = state
    self.outbox = outbox
    self.token = token
    self.outside = outside
  }

  /// Begins with what an earlier run left.
  func start(drafts: [ConversationID: KeptDraft]) {
    perform(.started(drafts: drafts, outbox: pending))
  }

  /// Moves on by what happened.
  func perform(_ action: Action) {
    for effect in ConsoleReducer.reduce(&state, action) { carryOut(effect) }
  }

  /// Moves on by a key; the outside is touched after `showing` has seen the new state.
  func press(_ key: Key, showing: (State) -> Void) {
    let effects = ConsoleReducer.press(&state, key)
    showing(state)
    for effect in effects { carryOut(effect) }
  }

  /// The clock moved; before anything else of a wake-up.
  func tick(now: Int64) { perform(.ticked(milliseconds: now)) }

  /// Does everything whose time has come; after everything else of a wake-up.
  func step(now: Int64) {
    lookForSignIn(now: now)
    while let order = session.step(now: now, chance: outside.chance()) {
      switch order {
      case .connect(let request): outside.openStream(request.authorised(by: token))
      case .disconnect: outside.closeStream()
      }
    }
    noticeLink(now: now)
    stepWatch(now: now)
    for (ticket, attempt) in attempts.sorted(by: { $0.key < $1.key }) {
      guard let at = attempt.at, at <= now else { continue }
      attempts[ticket]?.at = nil
      send(attempt.request, ticket)
    }
    sendOutbox(now: now)
    if let mayLeaveAt, mayLeaveAt <= now { isLeaving = true }
  }

  /// When `step` must be called next.
  var deadline: Int64 {
    var next = min(state.nextWakeup, session.deadline ?? .max, mayLeaveAt ?? .max, watching.deadline ?? .max)
    if state.needsSignIn { next = min(next, nextLook) }
    for attempt in attempts.values { next = min(next, attempt.at ?? .max) }
    if maySend(now: state.clock.monotonic), let due = outbox.deadline { next = min(next, due) }
    return next
  }

  /// A request was answered, or got lost.
  func answered(_ ticket: RequestTicket, _ result: Result<WireResponse, WireFailure>, now: Int64) {
    switch ticket {
    case .request(let number): finish(number, result, now: now)
    case .message(let id): finish(id, result, now: now)
    case .signOut: isLeaving = true
    case .picture: break
    }
  }

  /// The stream's first sign of life.
  func streamOpened(now: Int64) {
    session.opened(now: now)
    noticeLink(now: now)
  }

  /// Bytes of the stream.
  func streamSpoke(_ bytes: [UInt8], now: Int64) {
    let signals = session.received(bytes, now: now)
    noticeLink(now: now)
    for signal in signals {
      switch signal {
      case .event(let event):
        if case .messagePosted(let message) = event.body { deliver(message.id) }
        perform(.eventArrived(event))
      case .digest(let digest): perform(.digestArrived(digest))
      case .typing(let notice): perform(.typingArrived(notice))
      case .heartbeat(let heartbeat): perform(.headReached(heartbeat.head, at: heartbeat.at))
      case .reset(let reset): perform(.resetAsked(reason: reset.reason))
      case .wall(let wall): perform(.wallArrived(wall))
      case .standing, .watched: break
      }
    }
  }

  /// The stream is gone.
  func streamEnded(_ failure: WireFailure?, now: Int64) {
    session.ended(failure, now: now, chance: outside.chance())
    noticeLink(now: now)
  }

  /// The machine slept, or the person will not wait.
  func hurry(now: Int64) {
    session.hurry(now: now)
    watching.hurry(now: now)
    outbox.hurry(now: now)
    for ticket in attempts.keys where attempts[ticket]?.at != nil { attempts[ticket]?.at = now }
  }

  private func carryOut(_ effect: Effect) {
    let now = state.clock.monotonic
    switch effect {
    case .send(let request):
      nextTicket += 1
      attempts[nextTicket] = Attempt(request: request, number: 1, at: nil)
      send(request, nextTicket)
    case .openStream(let position):
      session.source = .events(wall: state.replica?.me.agent.role == .supervisor)
      session.begin(after: position, now: now)
      link = .idle
    case .openWatch(let id): watch(id, now: now)
    case .closeWatch: watching.stop()
    case .reconnectNow: hurry(now: now)
    case .enqueue(let message): enqueue(message)
    case .retry(let id):
      if let message = unsaved[id] { enqueue(message) } else { keep(.retried(id)) }
    case .withdraw(let id):
      guard let message = unsaved.removeValue(forKey: id) else { return keep(.discarded(id)) }
      unkept.insert(message.conversation)
      stored { () throws(SystemFailure) in try keepDrafts() }
    case .persistDraft(let id, let draft):
      written[id] = draft
      unkept.insert(id)
      stored { () throws(SystemFailure) in try keepDrafts() }
    case .listFiles(let folder): outside.perform(.listFiles(folder: folder))
    case .renderPicture(let request): render(request)
    case .openPicture(let image): outside.perform(.openPicture(image, fetch: fetching(image)))
    case .savePicture(let image): outside.perform(.savePicture(image, fetch: fetching(image)))
    case .forgetPicture: outside.perform(.forgetPicture)
    case .bell: outside.perform(.bell)
    case .notify(let title, let body): outside.perform(.notify(title: title, body: body))
    case .copy(let text): outside.perform(.copy(text))
    case .open(let address): outside.perform(.open(address))
    case .useTheme(let name): outside.perform(.useTheme(name))
    case .persistPreferences(let preferences): outside.perform(.keep(preferences))
    case .repaint: outside.perform(.repaint)
    case .suspend: outside.perform(.suspend)
    case .quit(let signsOut): leave(signsOut, now: now)
    }
  }

  /// Sends a request; a picture of this machine is read for it.
  private func send(_ request: OutgoingRequest, _ ticket: Int) {
    guard case .bringPicture(_, _, let path, _) = request.kind else {
      return outside.send(request.wire.authorised(by: token), .request(ticket))
    }
    do {
      let bytes = try outside.read(path, limit: Self.pictureLimit)
      outside.send(request.upload(bytes).authorised(by: token).request, .request(ticket))
    } catch {
      attempts[ticket] = nil
      let reason = Localised(
        "图片读不出：\(error.words(.chinese))", "The picture cannot be read: \(error.words(.english))")
      perform(.requestFailed(request, .refused(Problem(.imageRefused, detail: reason))))
    }
  }

  private func render(_ request: PictureRequest) {
    guard case .image(let image) = request.source else { return outside.perform(.renderPicture(request, fetch: nil)) }
    outside.perform(.renderPicture(request, fetch: fetching(image)))
  }

  private func fetching(_ image: ImageReference) -> WireRequest {
    WireRequest.image(image.id).authorised(by: token)
  }

  private func leave(_ signsOut: Bool, now: Int64) {
    guard signsOut, link.isOpen else {
      isLeaving = true
      return
    }
    mayLeaveAt = now + Self.farewell
    let request = PresenceRequest(choice: .signedOut)
    let key = IdempotencyKey(sending: MessageID(state.ids.prefix + "-out"))
    outside.send(Endpoint.presence(request, key: key).authorised(by: token).request, .signOut)
  }

  /// Whoever signs in anew beside a seat whose session has ended need not leave it.
  private func lookForSignIn(now: Int64) {
    guard state.needsSignIn, now >= nextLook else { return }
    nextLook = now + Self.lookEvery
    guard let fresh = outside.token(after: token, of: owner) else { return }
    token = fresh
    outbox.hurry(now: now)
    perform(.resetAsked(reason: "signed in anew"))
  }

  private func finish(_ ticket: Int, _ result: Result<WireResponse, WireFailure>, now: Int64) {
    guard let attempt = attempts[ticket] else { return }
    do {
      let response = try attempt.request.response(from: result.get())
      attempts[ticket] = nil
      if case .snapshot(let snapshot) = response {
        belong(to: SeatOwner(office: snapshot.office.id, agent: snapshot.me.agent.id))
      }
      perform(.requestSucceeded(attempt.request, response))
    } catch {
      let isSpent = attempt.request.attempts.map { attempt.number >= $0 } ?? false
      guard error.isWorthRetrying, !isSpent else {
        attempts[ticket] = nil
        perform(.requestFailed(attempt.request, error.failure))
        return
      }
      let at =
        now + Self.policy.delay(after: attempt.number, chance: outside.chance(), retryAfter: error.retryAfter)
      attempts[ticket] = Attempt(request: attempt.request, number: attempt.number + 1, at: at)
      if attempt.request.kind == .snapshot { perform(.streamLost(error.failure, retryAt: at)) }
    }
  }

  /// Tells the console when the stream opened or was lost; what it says in between it says itself.
  private func noticeLink(now: Int64) {
    let before = link
    link = session.link
    if link.isOpen { openUntil = now + Self.shortGap }
    switch link {
    case .open where !before.isOpen:
      outbox.hurry(now: now)
      perform(.streamOpened)
    case .waiting(_, let until, let failure) where before != link:
      perform(.streamLost(failure.failure, retryAt: until))
    case .refused(let failure) where before != link:
      perform(.streamLost(failure.failure, retryAt: nil))
    case .idle, .connecting, .open, .waiting, .refused: break
    }
  }
}

extension StreamLink {
  var isOpen: Bool { if case .open = self { true } else { false } }
}
