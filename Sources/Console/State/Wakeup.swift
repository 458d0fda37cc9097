extension State {
  /// When the screen or a reducer needs the next tick, by the monotonic clock in milliseconds; the runtime sleeps until then.
  public var nextWakeup: Int64 {
    var next = clock.nextSecond
    for talk in talks.values {
      if let since = talk.unsavedSince { next = min(next, since + ClockReducer.draftDelay) }
    }
    if case .knowledge(let search) = popup, let changed = search.changedAt {
      next = min(next, changed + ClockReducer.searchDelay)
    }
    if case .pictures(let form) = popup, let moved = form.movedAt {
      next = min(next, moved + PictureReducer.previewDelay)
    }
    if let until = alarms.flashUntil { next = min(next, until) }
    if let replay = wall?.replay?.player?.nextWakeup { next = min(next, replay) }
    for notice in notices { next = min(next, notice.until) }
    return max(next, clock.monotonic + 1)
  }
}
