/// A fault planted into the simulated parts, to show that the invariant it breaks would be noticed. Never in product sources.
enum Plant: String, CaseIterable, Sendable {
  /// A backend answers before its batch is on the disk.
  case acknowledgesBeforeSync
  /// A repeated request is done again: neither its key nor its message's id is looked up.
  case doesRepeatedRequestsAgain
  /// `accept` does not look at who has the conversation by now.
  case acceptsWithoutComparing
  /// A timer whose row is gone fires nevertheless.
  case firesTwice
  /// A timer fires although its time has not come.
  case firesEarly
  /// What ends or opens a talk's invitation does not look at the one that is open.
  case forgetsInvitations
  /// A stream leaves out an event now and then.
  case dropsEvents
  /// A conversation's row misses its last event now and then.
  case leavesRowsBehind
  /// Events are numbered from the head this backend saw last, not from the one in the store.
  case numbersFromOldHead
  /// A step of a sheet does not look at the revision that was clicked.
  case takesOldClicks
  /// A claim does not look at who has the message or ticket by now.
  case claimsWithoutComparing
  /// A step that is taken at a seat goes to another message or ticket.
  case answersAnother
  /// What is due soon is told to somebody who does not have it.
  case warnsAnother
  /// A console's crash takes its outbox journal with it.
  case forgetsJournal
  /// A console's crash takes its drafts with it.
  case forgetsDrafts
  /// Offers go to seats whose console is away.
  case callsAbsentSeats
  /// Offers are made without looking whether one stands.
  case callsTwice
  /// A seat that becomes free is given nobody.
  case forgetsToCall
  /// Booking does not count who has the slot already.
  case overbooks
  /// A step of an appointment does not look at whether it is over.
  case movesWhatIsOver
  /// What a webhook is told is noted without looking whether it was meanwhile.
  case notesWithoutComparing
  /// A stretch of the log is said to be noted, and nothing of it is.
  case forgetsToNote
  /// Watched figures are judged without looking which alerts stand.
  case judgesWithoutLooking
  /// A review does not look at the one that is there.
  case scoresWithoutComparing
  /// The network loses every answer to one console's messages, for ever: nothing settles.
  case neverAnswersMessages

  /// The promise it breaks.
  var breaks: Set<Invariant> {
    switch self {
    case .acknowledgesBeforeSync, .doesRepeatedRequestsAgain: [.acknowledgedOnce]
    case .acceptsWithoutComparing: [.oneOwner]
    case .firesTwice, .firesEarly: [.timersFireOnce]
    case .dropsEvents: [.replicaIsSnapshot]
    case .leavesRowsBehind, .numbersFromOldHead: [.rowsAreTheLog]
    case .forgetsJournal, .neverAnswersMessages: [.outboxArrives]
    case .forgetsInvitations: [.oneInvitation]
    case .takesOldClicks: [.sheetsMoveStepByStep]
    case .overbooks: [.neverOverbooked]
    case .movesWhatIsOver: [.appointmentsMoveStepByStep]
    case .claimsWithoutComparing: [.promisesAreKept]
    case .answersAnother: [.wordsReachTheirs]
    case .warnsAnother: [.warnedInTime]
    case .notesWithoutComparing, .forgetsToNote: [.webhooksTellOnce]
    case .judgesWithoutLooking: [.alertsComeOnce]
    case .scoresWithoutComparing: [.reviewsMoveStepByStep]
    case .forgetsDrafts: [.draftsSurvive]
    case .callsAbsentSeats, .callsTwice: [.oneLiveOffer]
    case .forgetsToCall: [.freeSeatsAreCalled]
    }
  }
}
