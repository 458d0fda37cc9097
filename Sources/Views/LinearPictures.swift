import Console
import Desk
import Glyphs

/// Pictures in words: what a screen reader is told of them.
enum LinearPictures {
  static func choices(_ state: State, _ form: PictureForm) -> [PlainText] {
    let rows = state.pictureChoices(form).map { choice -> PlainText in
      switch choice {
      case .phone: text(state, Localised("用手机拍照发送", "Take it with the telephone"))
      case .entry(let entry) where entry.isFolder: PlainText(entry.name + "/")
      case .entry(let entry): PlainText(entry.name + ", \(max(1, entry.size >> 10)) KB")
      }
    }
    let failure = form.listing?.failure.map { [text(state, $0)] } ?? []
    return LinearPopup.field(state, form.field) + LinearPopup.rows(state, rows, form.selected) + failure
  }

  static func phone(_ state: State, _ form: PhoneForm) -> [PlainText] {
    guard let link = form.link else {
      return [text(state, form.failure?.text ?? Localised("正在取链接", "Asking for the link"))]
    }
    let count = state.picturesReceived(form)
    return [
      text(state, Localised("在手机上打开：", "Open with the telephone: ")) + PlainText(link.url),
      text(state, Localised("已收到 \(count) 张", "\(count) received")),
    ]
  }

  static func look(_ state: State, _ view: PictureView) -> [PlainText] {
    let name = view.image.name.isEmpty ? [] : [PlainText(view.image.name)]
    let failure = view.failure.map { [text(state, $0)] } ?? []
    return name + [PlainText(view.image.facts)] + failure
  }

  private static func text(_ state: State, _ words: Localised) -> PlainText {
    PlainText(words.text(state.preferences.language))
  }
}
