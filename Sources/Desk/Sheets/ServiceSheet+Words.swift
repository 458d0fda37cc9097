// A sheet in words.

extension ServiceSheet {
  /// Whether nothing that was handed in is left to be checked.
  public var isChecked: Bool {
    materials.contains { $0.state == .accepted }
      && materials.allSatisfy { $0.state == .accepted || ($0.state == .missing && !$0.isRequired) }
  }

  /// How it stands, in one line.
  public func standing(_ language: Language) -> String {
    let uploaded = materials.count { !$0.pictures.isEmpty }
    let accepted = materials.count { $0.state == .accepted }
    let back = returned.count
    var words: Localised
    switch (stage, result) {
    case (.closed, let result?):
      words = result.isHandled ? Localised("已办理", "handled") : Localised("未办理", "not handled")
      if !result.words.isEmpty {
        words = Localised(words.chinese + "：" + result.words, words.english + ": " + result.words)
      }
      return words.text(language)
    case (.submitted, _) where isChecked:
      words = Localised(
        "材料已全部通过，待填办理结果", "all accepted, its result is to be told")
    case (.submitted, _):
      words = Localised(
        "已确认提交，待审核 · 通过 \(accepted)/\(materials.count)",
        "confirmed, to be checked · accepted \(accepted)/\(materials.count)")
    default:
      words = Localised(
        "上传中 \(uploaded)/\(materials.count) · 通过 \(accepted)",
        "uploading \(uploaded)/\(materials.count) · accepted \(accepted)")
    }
    if back > 0 { words = Localised(words.chinese + " · 退回 \(back)", words.english + " · returned \(back)") }
    return words.text(language)
  }
}

extension SheetMaterial.State {
  /// The state in a word.
  public var name: Localised {
    switch self {
    case .missing: Localised("未上传", "missing")
    case .uploaded: Localised("已上传", "uploaded")
    case .accepted: Localised("已通过", "accepted")
    case .returned: Localised("已退回", "returned")
    }
  }
}
