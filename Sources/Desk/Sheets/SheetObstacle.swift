/// Why a step of a sheet cannot be taken. Console, page and backend go by this one rule.
public enum SheetObstacle: Hashable, Sendable, Error {
  /// The result stands on it.
  case closed
  /// The taxpayer has confirmed: pictures stay as they are until the agent asks again.
  case submitted
  /// The taxpayer has not confirmed yet.
  case notSubmitted
  /// There is no such material.
  case unknownMaterial
  /// The material was accepted.
  case accepted
  /// The material has as many pictures as it may have.
  case full
  /// There is no such picture.
  case unknownPicture
  /// Nothing was uploaded for the material.
  case nothingUploaded
  /// Required materials are missing; their names.
  case missing([Localised])
  /// Materials were returned and not changed since; their names.
  case returned([Localised])
  /// Required materials are not accepted; their names.
  case notAccepted([Localised])
  /// Nothing is missing and nothing was returned.
  case nothingToAsk
  /// It has changed since it was looked at.
  case changed

  /// Why, and what to do.
  public var text: Localised {
    switch self {
    case .closed: Localised("该确认单已办结，不能再改", "The sheet is closed; it cannot be changed any more")
    case .submitted:
      Localised(
        "您已确认提交，坐席正在审核；如需更换请告诉坐席", "You have confirmed and the agent is checking; tell them if a picture has to change")
    case .notSubmitted: Localised("纳税人尚未确认提交", "The taxpayer has not confirmed yet")
    case .unknownMaterial: Localised("确认单中没有该材料", "The sheet has no such material")
    case .accepted: Localised("该材料已通过，不需再传", "That material was accepted; nothing more is needed")
    case .full:
      Localised(
        "每项材料最多 \(ServiceSheet.mostPictures) 张图片", "A material takes \(ServiceSheet.mostPictures) pictures at most")
    case .unknownPicture: Localised("该材料没有这张图片", "The material has no such picture")
    case .nothingUploaded: Localised("该材料还没有上传图片", "Nothing was uploaded for that material")
    case .missing(let names): Self.listed(names, "还缺必需材料：", "Required and missing: ")
    case .returned(let names): Self.listed(names, "请先重新上传被退回的材料：", "Upload these again first: ")
    case .notAccepted(let names): Self.listed(names, "尚有必需材料未通过：", "Required and not accepted: ")
    case .nothingToAsk: Localised("没有缺少或被退回的材料", "Nothing is missing and nothing was returned")
    case .changed: Localised("确认单刚有变化，请看过最新状态再操作", "The sheet has just changed; look at it again, then act")
    }
  }

  private static func listed(_ names: [Localised], _ chinese: String, _ english: String) -> Localised {
    Localised(
      chinese + names.map(\.chinese).joined(separator: "、"), english + names.map(\.english).joined(separator: ", "))
  }
}
