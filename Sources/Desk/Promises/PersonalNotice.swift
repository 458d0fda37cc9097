/// A notice 消息提示 in a taxpayer's personal centre: a code that both languages spell out, and what it is about.
public struct PersonalNotice: Hashable, Codable, Sendable {
  /// What notices can be about.
  public enum Subject: String, Codable, Sendable, CaseIterable {
    /// A message left.
    case message
    /// A ticket.
    case ticket
    /// An appointment.
    case appointment
    /// A conversation.
    case conversation
  }

  /// The notice's id; sorts by time.
  public var id: String
  /// Whose it is.
  public var taxpayer: TaxpayerID
  /// When.
  public var at: Timestamp
  /// What it is about.
  public var subject: Subject
  /// The id of that.
  public var reference: String
  /// What it says.
  public var words: Localised
  /// Whether it was read.
  public var isRead: Bool

  /// A notice that was not read yet.
  public init(
    id: String, taxpayer: TaxpayerID, at: Timestamp, subject: Subject, reference: String, words: Localised
  ) {
    self.id = id
    self.taxpayer = taxpayer
    self.at = at
    self.subject = subject
    self.reference = reference
    self.words = words
    isRead = false
  }
}

/// A taxpayer read notices.
public struct NoticesRead: Hashable, Codable, Sendable {
  /// Whose they are.
  public var taxpayer: TaxpayerID
  /// Notices up to this one, in the order of their ids.
  public var through: String
  /// Only those about this; `nil` for all.
  public var reference: String?

  /// Everything it says.
  public init(taxpayer: TaxpayerID, through: String, reference: String? = nil) {
    self.taxpayer = taxpayer
    self.through = through
    self.reference = reference
  }
}
