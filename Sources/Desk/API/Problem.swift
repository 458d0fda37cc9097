/// Why a request was refused: RFC 9457, `application/problem+json`, with a stable `type`.
public struct Problem: Hashable, Codable, Sendable, Error {
  /// The kinds of refusal there are; on the wire `urn:zuoxi:problem:<kind>`.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// `bad-request`
    case badRequest = "bad-request"
    /// `invalid-json`
    case invalidJSON = "invalid-json"
    /// `invalid-text`
    case invalidText = "invalid-text"
    /// `idempotency-key-missing`
    case idempotencyKeyMissing = "idempotency-key-missing"
    /// `idempotency-key-reused`
    case idempotencyKeyReused = "idempotency-key-reused"
    /// `unauthenticated`
    case unauthenticated = "unauthenticated"
    /// `token-expired`
    case tokenExpired = "token-expired"
    /// `wrong-password`
    case wrongPassword = "wrong-password"
    /// `forbidden`
    case forbidden = "forbidden"
    /// `identity-required`
    case identityRequired = "identity-required"
    /// `not-found`
    case notFound = "not-found"
    /// `method-not-allowed`
    case methodNotAllowed = "method-not-allowed"
    /// `conversation-not-found`
    case conversationNotFound = "conversation-not-found"
    /// `already-taken`
    case alreadyTaken = "already-taken"
    /// `not-waiting`
    case notWaiting = "not-waiting"
    /// `not-yours`
    case notYours = "not-yours"
    /// `wrong-stage`
    case wrongStage = "wrong-stage"
    /// `no-free-slot`
    case noFreeSlot = "no-free-slot"
    /// `signed-out`
    case signedOut = "signed-out"
    /// `queue-closed`
    case queueClosed = "queue-closed"
    /// `office-closed`
    case officeClosed = "office-closed"
    /// `reserved`
    case reserved = "reserved"
    /// `image-refused`
    case imageRefused = "image-refused"
    /// `link-refused`
    case linkRefused = "link-refused"
    /// `offer-over`
    case offerOver = "offer-over"
    /// `blocked`
    case blocked = "blocked"
    /// `changed-meanwhile`
    case changedMeanwhile = "changed-meanwhile"
    /// `condition-missing`
    case conditionMissing = "condition-missing"
    /// `room-link-spent`
    case roomLinkSpent = "room-link-spent"
    /// `sheet-changed`
    case sheetChanged = "sheet-changed"
    /// `sheet-refused`
    case sheetRefused = "sheet-refused"
    /// `slot-taken`
    case slotTaken = "slot-taken"
    /// `appointment-refused`
    case appointmentRefused = "appointment-refused"
    /// `promise-refused`
    case promiseRefused = "promise-refused"
    /// `would-remove`
    case wouldRemove = "would-remove"
    /// `too-large`
    case tooLarge = "too-large"
    /// `too-many-requests`
    case tooManyRequests = "too-many-requests"
    /// `unavailable`
    case unavailable
    /// `internal-error`
    case internalError = "internal-error"
  }

  /// Which kind.
  public var type: String
  /// The kind in words, Chinese.
  public var title: String
  /// The HTTP status.
  public var status: Int
  /// What was wrong and what to do, Chinese.
  public var detail: String
  /// The same in English.
  public var detailEnglish: String
  /// Who has the conversation, with `already-taken`.
  public var winner: AgentReference?
  /// Seconds to wait, with `too-many-requests` and `unavailable`.
  public var retryAfter: Int?
  /// The sheet as it is now, with `sheet-changed` and `sheet-refused`.
  public var sheet: ServiceSheet?
  /// The ticket as it is now, with `changed-meanwhile`.
  public var ticket: Ticket?
  /// The request's id in the backend's log.
  public var requestID: String?
  /// What kept the backend from it, in a database's own words: for operators alone, and never on the wire.
  public var reason: String?

  private enum CodingKeys: String, CodingKey {
    case type, title, status, detail, detailEnglish, winner, retryAfter, sheet, ticket, requestID
  }

  /// A refusal of that kind; the detail defaults to the kind's own words.
  public init(
    _ kind: Kind, detail: Localised? = nil, winner: AgentReference? = nil, retryAfter: Int? = nil
  ) {
    type = "urn:zuoxi:problem:" + kind.rawValue
    title = kind.title.chinese
    status = kind.status
    self.detail = (detail ?? kind.title).chinese
    detailEnglish = (detail ?? kind.title).english
    self.winner = winner
    self.retryAfter = retryAfter
  }

  /// A database that did not do it just now, and why: whoever asked is told to come again, operators read the reason.
  public static func unavailable(because reason: String) -> Problem {
    var problem = Problem(.unavailable, retryAfter: 1)
    problem.reason = reason
    return problem
  }

  /// The kind, `nil` if a newer backend sent one unknown here.
  public var kind: Kind? {
    let prefix = "urn:zuoxi:problem:"
    return type.hasPrefix(prefix) ? Kind(rawValue: String(type.dropFirst(prefix.count))) : nil
  }

  /// What was wrong and what to do.
  public func detail(_ language: Language) -> String { language == .chinese ? detail : detailEnglish }
}

extension Problem.Kind {
  /// The HTTP status that goes with the kind.
  public var status: Int {
    switch self {
    case .badRequest, .invalidJSON, .invalidText, .idempotencyKeyMissing: 400
    case .unauthenticated, .tokenExpired, .wrongPassword: 401
    case .forbidden, .identityRequired, .notYours, .blocked: 403
    case .notFound, .conversationNotFound: 404
    case .methodNotAllowed: 405
    case .alreadyTaken, .notWaiting, .wrongStage, .noFreeSlot, .signedOut, .officeClosed, .queueClosed, .linkRefused,
      .reserved,
      .offerOver, .sheetChanged, .sheetRefused, .slotTaken, .appointmentRefused, .promiseRefused,
      .wouldRemove:
      409
    case .roomLinkSpent: 410
    case .changedMeanwhile: 412
    case .tooLarge: 413
    case .idempotencyKeyReused, .imageRefused: 422
    case .conditionMissing: 428
    case .tooManyRequests: 429
    case .internalError: 500
    case .unavailable: 503
    }
  }

  /// The kind in words, saying what to do.
  public var title: Localised {
    switch self {
    case .badRequest: Localised("请求有误，请检查后重试", "The request is not right; check it and try again")
    case .invalidJSON: Localised("请求内容不是有效的 JSON", "The body is not the JSON expected here")
    case .invalidText: Localised("文字内容无效，请修改后重试", "The text cannot be taken; change it and try again")
    case .idempotencyKeyMissing:
      Localised("缺少 Idempotency-Key 请求头", "Send an Idempotency-Key header with every POST")
    case .idempotencyKeyReused:
      Localised("该 Idempotency-Key 已用于其他内容", "That Idempotency-Key was used for another request; make a new one")
    case .unauthenticated: Localised("请先登录", "Sign in first")
    case .tokenExpired: Localised("登录已过期，请重新登录", "The session has expired; sign in again")
    case .wrongPassword: Localised("账号或密码错误", "The account or the password is wrong")
    case .forbidden: Localised("没有权限执行此操作", "Your role may not do this")
    case .identityRequired:
      Localised("请先登录电子税务局再使用人工服务", "Sign in to the tax site first to talk to a human")
    case .notFound: Localised("没有这个地址", "There is nothing at this address")
    case .methodNotAllowed: Localised("该地址不支持此方法", "This address does not take that method")
    case .conversationNotFound: Localised("找不到该会话", "There is no such conversation")
    case .alreadyTaken: Localised("该会话已被其他坐席接入", "Another agent has taken the conversation")
    case .notWaiting: Localised("该会话已不在排队", "The conversation is no longer waiting")
    case .notYours: Localised("该会话不属于您", "The conversation is not yours")
    case .wrongStage: Localised("会话当前状态不允许此操作", "The conversation's state does not allow this")
    case .noFreeSlot: Localised("接待数已满，请先结束一个会话", "All your slots are taken; end a conversation first")
    case .signedOut: Localised("您已签出，请先示闲再接入", "You are signed out; get ready first")
    case .queueClosed: QueueClosure.usualNotice
    case .officeClosed: Localised("当前为非工作时间", "The office is closed now")
    case .reserved: Localised("该会话已转给其他坐席，请稍候", "The conversation was passed on to another agent; wait a little")
    case .imageRefused: Localised("图片无法接收，请换一张", "The picture cannot be taken; choose another")
    case .linkRefused: Localised("该办理入口不能发送，请重新选择", "That entry link cannot be sent; choose another")
    case .offerOver: Localised("该接待提示已失效", "That offer is over")
    case .blocked: Localised("人工服务暂停，可继续使用智能应答", "No agents for now; the assistant goes on answering")
    case .changedMeanwhile:
      Localised("内容已被他人修改，请刷新后重试", "It was changed meanwhile; read it again and try once more")
    case .conditionMissing:
      Localised("修改须带 If-Match，新建须带 If-None-Match: *", "Send If-Match to change it, or If-None-Match: * to make it")
    case .roomLinkSpent:
      Localised("该链接已使用或已过期，请在坐席台重新打开", "The link was used or is too old; open it again from the console")
    case .sheetChanged: SheetObstacle.changed.text
    case .sheetRefused: Localised("确认单当前状态不允许此操作", "The sheet's state does not allow this")
    case .slotTaken: Localised("该时段已约满，请另选", "That slot is full; choose another")
    case .appointmentRefused: Localised("该预约当前不能这样操作", "That cannot be done to the appointment now")
    case .promiseRefused: Localised("当前状态不允许此操作", "Its state does not allow this")
    case .wouldRemove: Localised("导入会删除原有条目，请确认", "The import would remove entries; say that it is meant")
    case .tooLarge: Localised("内容过长或文件过大，请缩短或换小一些的再试", "Too long or too large; shorten it, or try a smaller file")
    case .tooManyRequests: Localised("操作过于频繁，请稍后再试", "Too many requests; wait a little")
    case .unavailable: Localised("服务暂不可用，请稍后再试", "Not available just now; try again shortly")
    case .internalError: Localised("服务内部错误", "The backend failed; tell the operators the request id")
    }
  }
}

extension Problem: CustomStringConvertible {
  /// In English and on one line, for logs.
  public var description: String { "\(type): \(detailEnglish)" }
}
