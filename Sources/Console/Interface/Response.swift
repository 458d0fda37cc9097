import Desk

/// What a request was answered with.
public enum Response: Hashable, Sendable {
  /// To `snapshot`.
  case snapshot(StaffSnapshot)
  /// To `roomLink`.
  case room(RoomAddress)
  /// To `conversation`, `accept`, `end` and `wrapUp`, and to what is done about invitations.
  case conversation(ConversationDetail)
  /// To `earlier`.
  case page(MessagePage)
  /// To `presence`.
  case seat(Seat)
  /// To `keepReply`.
  case reply(PersonalReply)
  /// To `articles`.
  case articles([Article])
  /// To `phoneLink`.
  case phoneLink(PhoneLink)
  /// To `appointments`.
  case appointments(AppointmentList)
  /// To `slots`.
  case slots(SlotList)
  /// To `appointment`, but to begin one.
  case appointment(Appointment)
  /// To `appointment`, to begin one.
  case appointmentStart(AppointmentStart)
  /// To `revealContact`.
  case appointmentContact(AppointmentContact)
  /// To `keepAlarms`.
  case alarms(AlarmSettings)
  /// To `floorConversations`.
  case lines(ConversationLines)
  /// To `floorFigures`.
  case floorFigures(ServiceFigures)
  /// To `staffing`.
  case staffing(StaffingForecast)
  /// To `thresholds` and `changeThresholds`.
  case thresholds(ThresholdBoard)
  /// To `closingOffer`.
  case closingOffer(ClosingOfferOutcome)
  /// To `facts`.
  case facts(FactPage)
  /// To `record`.
  case record(ConversationRecord)
  /// To `announce` and `withdrawAnnouncement`.
  case announcement(Announcement)
  /// To `blocks`.
  case blocks(BlockList)
  /// To `messages`.
  case offlineMessages(OfflineMessagePage)
  /// To `tickets` and `ticketsOf`.
  case tickets(TicketPage)
  /// To `offlineMessage` and `stepMessage`.
  case offlineMessage(OfflineMessageDetail)
  /// To `ticket`, `stepTicket`, `editTicket` and `openTicket`.
  case ticket(TicketDetail)
  /// To `stepTickets`.
  case steps(BulkStepOutcome)
  /// To `colleagues`.
  case colleagues(ColleagueList)
  /// To `savedFilters` and `changeFilter`.
  case filters(SavedFilters)
  /// To `bringPicture`.
  case image(ImageReference)
  /// To `why`.
  case why(DueTime)
  /// To `contact`.
  case contact(RevealedContact)
  /// To what has nothing to tell, such as `receipt`, `typing` and `decline`.
  case done
}
