/// The kinds of work that outlive the moment and are listed by due time.
public enum PromiseKind: String, Codable, Sendable, CaseIterable {
  /// 留言.
  case message
  /// 工单.
  case ticket

  /// What it is called.
  public var name: Localised {
    switch self {
    case .message: Localised("留言", "message")
    case .ticket: Localised("工单", "ticket")
    }
  }
}
