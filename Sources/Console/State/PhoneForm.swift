import Desk

/// Pictures by telephone: the link as a QR code.
public struct PhoneForm: Equatable, Sendable {
  /// The talk they go to.
  public var conversation: ConversationID
  /// The talk's last message when the form was opened: what comes later counts.
  public var begunAfter: Int
  /// The link, once it has come.
  public var link: PhoneLink?
  /// Why it did not come.
  public var failure: Failure?

  /// A form without a link yet.
  public init(_ conversation: ConversationID, begunAfter: Int) {
    self.conversation = conversation
    self.begunAfter = begunAfter
  }
}

extension State {
  /// Pictures that came since the form was opened.
  public func picturesReceived(_ form: PhoneForm) -> Int {
    pictures(in: form.conversation).count { $0.number > form.begunAfter }
  }
}
