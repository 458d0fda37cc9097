import Desk

/// Moves the whole console on by one action; each feature has its own reducer.
public enum ConsoleReducer {
  /// Moves `state` on by what happened and says what to do about it.
  public static func reduce(_ state: inout State, _ action: Action) -> [Effect] {
    switch action {
    case .keyPressed(let key): return press(&state, key)
    case .ticked(let milliseconds):
      state.clock.tick(to: milliseconds)
      return ClockReducer.reduce(&state)
    case .woke(let milliseconds):
      state.clock.tick(to: milliseconds)
      return []
    default: return route(&state, action) + SettleReducer.reduce(&state)
    }
  }

  /// Moves `state` on by a key, as `keyPressed` does.
  public static func press(_ state: inout State, _ key: Key) -> [Effect] {
    let place = state.place
    // What is only typed moves no mark and no selection: nothing to settle.
    if place.isWriting, Command.at(place, key: key) == nil { return KeyReducer.write(&state, key) }
    return KeyReducer.reduce(&state, key, at: place) + SettleReducer.reduce(&state)
  }

  private static func route(_ state: inout State, _ action: Action) -> [Effect] {
    switch action {
    case .ticked, .woke, .keyPressed: return []
    case .resized(let size):
      state.size = size
      WallReplayReducer.resized(&state)
      return PictureReducer.resized(&state)
    case .terminalFocusChanged(let hasFocus):
      state.hasTerminalFocus = hasFocus
      return []
    case .storageFailed(let reason):
      state.storageFailure = reason
      return []
    case .terminationAsked:
      return ComposerReducer.saveDrafts(&state) + [.quit(signOut: false)]
    case .pasted(let text): return KeyReducer.paste(&state, text)
    case .pointed(let event): return PointerReducer.reduce(&state, event)
    case .started, .restored, .resumed, .streamOpened, .streamLost, .resetAsked, .headReached:
      return ConnectionReducer.reduce(&state, action)
    case .eventArrived(let event): return EventReducer.reduce(&state, event)
    case .digestArrived(let digest): return QueueReducer.reduce(&state, digest) + WallReducer.follow(&state)
    case .wallArrived(let wall):
      state.replica?.apply(wall)
      return []
    case .watchArrived(let news): return WatchReducer.reduce(&state, news)
    case .typingArrived(let notice):
      TalkReducer.hear(&state, notice)
      return []
    case .requestSucceeded(let request, let response): return AnswerReducer.succeed(&state, request, response)
    case .requestFailed(let request, let failure): return AnswerReducer.fail(&state, request, failure)
    case .outboxSending, .outboxProgressed, .outboxWaiting, .outboxPosted, .outboxRefused:
      return OutboxReducer.reduce(&state, action)
    case .filesListed(let listing):
      PictureReducer.take(&state, listing)
      return []
    case .pictureRendered(let request, let rendering):
      PictureReducer.take(&state, request, .success(rendering))
      return []
    case .pictureFailed(let request, let words):
      PictureReducer.take(&state, request, .failure(PictureReducer.Refused(words: words)))
      return []
    case .pictureLeft(let words):
      state.notify(.information, words)
      return []
    }
  }
}

extension State {
  /// Says something at the edge of the screen; the same words twice are said once.
  mutating func notify(_ weight: Notice.Weight, _ text: Localised) {
    notices.removeAll { $0.text == text }
    let milliseconds: Int64 = weight == .failure || weight == .warning ? 8000 : 4000
    notices.append(Notice(weight, text, until: clock.monotonic + milliseconds))
    if notices.count > 4 { notices.removeFirst(notices.count - 4) }
  }

  /// A request of that kind.
  mutating func request(_ kind: OutgoingRequest.Kind) -> Effect {
    .send(OutgoingRequest(id: ids.nextRequest(), kind: kind))
  }

  /// Changes what the agent does with one conversation.
  mutating func change<Result>(_ id: ConversationID, _ body: (inout Talk) -> Result) -> Result {
    body(&talks[id, default: Talk()])
  }
}
