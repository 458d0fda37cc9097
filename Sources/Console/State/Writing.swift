extension State {
  /// Whether keys go to the writing field and nothing can lie over it.
  public var isJustWriting: Bool {
    focus == .composer && popup == nil && selected != nil && replica?.offers.isEmpty != false
  }

  /// Whether all that looks other than in an earlier state is what is being written in the selected conversation; the clock is left out as well.
  public func differsOnlyInWriting(from earlier: State) -> Bool {
    guard selected == earlier.selected, talks.count == earlier.talks.count else { return false }
    for (id, talk) in talks {
      guard var before = earlier.talks[id] else { return false }
      before.unsavedSince = talk.unsavedSince
      before.typingToldAt = talk.typingToldAt
      if id == selected { before.editor = talk.editor }
      guard before == talk else { return false }
    }
    // Every other field is compared, also those added later; what did not change shares its storage and is compared at once.
    var before = earlier
    before.talks = talks
    before.clock = clock
    before.ids = ids
    before.alarms.checkedAt = alarms.checkedAt
    return before == self
  }
}
