/// What the product promises, whatever goes wrong around it.
enum Invariant: String, CaseIterable, Sendable {
  /// A message that was acknowledged is in the log, once.
  case acknowledgedOnce
  /// A waiting conversation is accepted once and then has one owner.
  case oneOwner
  /// A conversation has at most one open invitation, and none once its talk is over.
  case oneInvitation
  /// A deadline fires at most once, and not before its time.
  case timersFireOnce
  /// A console that has caught up to a position shows what a snapshot at that position would.
  case replicaIsSnapshot
  /// The rows are what the log says, and the log has no gap.
  case rowsAreTheLog
  /// What was put into an outbox and not taken back is in the log once, when everything is quiet; and it does become quiet.
  case outboxArrives
  /// A waiting conversation is put to one seat at a time, which is ready, whose console is there, and which has a slot for each.
  case oneLiveOffer
  /// Where conversations are offered nobody waits while a seat that may take them is free.
  case freeSeatsAreCalled
  /// Each step of a sheet follows the one before it, and is one that the sheet allowed.
  case sheetsMoveStepByStep
  /// A slot never has more appointments than places.
  case neverOverbooked
  /// Each change of an appointment follows the one before it, and none follows its end.
  case appointmentsMoveStepByStep
  /// A message left that was acknowledged is there; messages and tickets move step by step, and are taken only by one while nobody has them.
  case promisesAreKept
  /// What is written for one message or ticket at a seat stands in that one, whatever comes into the list meanwhile.
  case wordsReachTheirs
  /// What is due soon is told within the time of warning, to whoever has it then, or its group.
  case warnedInTime
  /// What a webhook is told of the log is noted once, nothing else is, and all of it arrives.
  case webhooksTellOnce
  /// An alert is raised once and cleared once.
  case alertsComeOnce
  /// A reviewer's reviews of a conversation follow each other.
  case reviewsMoveStepByStep
  /// A draft survives the console's crash.
  case draftsSurvive
}

/// A promise broken, and how that showed.
struct Violation: Error, CustomStringConvertible {
  var invariant: Invariant
  var words: String

  init(_ invariant: Invariant, _ words: String) {
    self.invariant = invariant
    self.words = words
  }

  var description: String { "\(invariant.rawValue): \(words)" }
}
