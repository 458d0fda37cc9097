/// What a console begins with.
public struct StaffSnapshot: Hashable, Codable, Sendable {
  /// The log's head at which it was taken; the stream goes on from here.
  public var position: EventPosition
  /// The backend's clock.
  public var at: Timestamp
  /// The office.
  public var office: Office
  /// What staff choose from.
  public var catalogue: Catalogue
  /// The reader's own seat.
  public var me: Seat
  /// The reader's own conversations that are talking or in wrap-up, and those they are consulted in.
  public var conversations: [ConversationDetail]
  /// Queues and seats.
  public var floor: FloorDigest
  /// Where the taxpayer's page is.
  public var taxpayerURL: String
  /// What is put to the reader just now; `nil` for nothing.
  public var offers: [Offered]?
  /// The reader's own quick replies and how often which was used; `nil` from a backend that knows of none.
  public var replies: ReplyBook?
  /// Appointments from half a day ago to two days ahead; `nil` from a backend that knows of none.
  public var appointments: [Appointment]?
  /// How the reader wants to be called; `nil` for the house's way.
  public var alarms: AlarmSettings?
  /// Announcements that stand and are for the reader; `nil` for none.
  public var announcements: [Announcement]?
  /// Whom work can be given to, signed in or not; `nil` from a backend that does not say.
  public var colleagues: [Colleague]?

  /// What is due soon and is the reader's, or nobody's of their groups; `nil` for nothing.
  public var dueSoon: [AlarmRaised]?

  /// Everything it says.
  public init(
    position: EventPosition, at: Timestamp, office: Office, catalogue: Catalogue, me: Seat,
    conversations: [ConversationDetail], floor: FloorDigest, taxpayerURL: String, replies: ReplyBook? = nil
  ) {
    self.replies = replies
    self.position = position
    self.at = at
    self.office = office
    self.catalogue = catalogue
    self.me = me
    self.conversations = conversations
    self.floor = floor
    self.taxpayerURL = taxpayerURL
  }
}
