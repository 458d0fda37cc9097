import Canvas
import Console
import Desk
import Glyphs

/// Choosing a picture: the newest of this machine or a folder, the marked one beside them where there is room.
enum PictureFormView {
  static func draw(_ painter: inout Painter, _ form: PictureForm) {
    let choices = painter.state.pictureChoices(form)
    let room = painter.state.previewRoom
    let width = room == nil ? painter.popupWidth : min(100, painter.frame.width - 4)
    let inner = painter.popup(
      width: width, height: min(painter.frame.height - 2, 26), title: painter.text("发图片", "Send a picture"))
    painter.frame.write("/", at: inner.x, inner.y, style: painter.style("ui.popup.title"))
    FieldView.draw(
      &painter, form.field, Rect(x: inner.x + 2, y: inner.y, width: inner.width - 2, height: 1), isActive: true,
      scope: "ui.input", ground: "ui.popup",
      placeholder: painter.text("文件名；以 / 或 ~ 开头为路径，也可拖入", "a name; a path begins with / or ~; or drop a file here"))
    painter.rule(inner, inner.y + 1)
    let left = room == nil ? inner.width : inner.width - inner.width / 2 - 1
    let list = Rect(x: inner.x, y: inner.y + 2, width: left, height: max(1, inner.height - 2))
    painter.list(list, count: choices.count, selected: form.selected) { painter, index, row in
      drawRow(&painter, choices[index], row)
    }
    if let words = emptiness(painter, form, choices) {
      let y = list.y + min(choices.count, list.height - 1)
      painter.write(words, list.x, y, painter.style("ui.popup.dim"), width: list.width)
    }
    guard room != nil else { return }
    let side = Rect(x: inner.x + left + 1, y: list.y, width: inner.width - left - 1, height: list.height)
    drawPreview(&painter, form, choices, side)
  }

  private static func emptiness(_ painter: Painter, _ form: PictureForm, _ choices: [PictureChoice]) -> PlainText? {
    guard let listing = form.listing, listing.folder == form.folder else { return painter.text("正在查找……", "Looking …") }
    if let failure = listing.failure { return painter.text(failure) }
    let hasEntries = choices.contains { $0 != .phone }
    if hasEntries { return nil }
    return form.words.isEmpty
      ? form.folder == nil
        ? painter.text("图片、下载、桌面文件夹中没有图片", "No picture in Pictures, Downloads or Desktop")
        : painter.text("没有图片", "No pictures here") : painter.text("没有符合的图片", "No picture matches")
  }

  private static func drawRow(_ painter: inout Painter, _ choice: PictureChoice, _ row: Rect) {
    let dim = painter.style("ui.popup.dim")
    switch choice {
    case .phone:
      painter.write(
        painter.text("用手机拍照发送（扫码）", "By telephone (scan a code)"), row.x, row.y,
        painter.style("talk.article", on: "ui.popup"), width: row.width)
    case .entry(let entry) where entry.isFolder:
      painter.write(PlainText(entry.name + "/"), row.x, row.y, painter.style("ui.popup"), width: row.width)
    case .entry(let entry):
      let size = entry.size < 1 << 20 ? "\(max(1, entry.size >> 10)) KB" : "\(entry.size >> 20) MB"
      let isLarge = entry.size > PictureFormView.limit
      let about = PlainText(moment(painter, entry) + size)
      let taken = painter.writeRight(
        about, before: row.maxX, row.y, isLarge ? painter.style("wait.overdue", on: "ui.popup") : dim)
      painter.write(PlainText(entry.name), row.x, row.y, painter.style("ui.popup"), width: row.width - taken - 1)
    }
  }

  /// What the backend takes of one picture, in bytes.
  private static let limit = 10 << 20

  /// How long ago it was changed; files carry this machine's own time.
  private static func moment(_ painter: Painter, _ entry: FileEntry) -> String {
    guard let now = painter.state.clock.now else { return "" }
    let seconds = now.seconds(since: entry.changedAt)
    let words: Localised
    switch seconds {
    case ..<3_600: words = Localised("\(max(1, seconds / 60)) 分钟前 ", "\(max(1, seconds / 60)) min ")
    case ..<86_400: words = Localised("\(seconds / 3_600) 小时前 ", "\(seconds / 3_600) h ")
    default: words = Localised("\(seconds / 86_400) 天前 ", "\(seconds / 86_400) d ")
    }
    return words.text(painter.language)
  }

  private static func drawPreview(
    _ painter: inout Painter, _ form: PictureForm, _ choices: [PictureChoice], _ side: Rect
  ) {
    guard let preview = form.preview, choices.indices.contains(form.selected),
      case .entry(let entry) = choices[form.selected], preview.request.source == .file(entry.path)
    else { return }
    if let rendering = preview.rendering {
      painter.draw(rendering, in: side)
    } else if let failure = preview.failure {
      painter.write(painter.text(failure), side.x, side.y, painter.style("ui.popup.dim"), width: side.width)
    }
  }
}

/// A picture of the talk, as large as there is room for.
enum PictureLookView {
  static func draw(_ painter: inout Painter, _ view: PictureView) {
    let pictures = painter.state.pictures(with: view)
    let place = pictures.firstIndex { $0.number == view.number } ?? 0
    var title = PlainText(view.image.name.isEmpty ? view.image.facts : view.image.name)
    if pictures.count > 1 { title = PlainText("\(place + 1)/\(pictures.count) ") + title }
    let inner = painter.popup(
      width: painter.frame.width - 4, height: painter.frame.height - 2,
      title: title.truncated(to: max(8, painter.frame.width - 12), painter.ambiguous))
    painter.write(
      PlainText(view.image.facts), inner.x, inner.maxY - 1, painter.style("ui.popup.dim"), width: inner.width)
    let area = Rect(x: inner.x, y: inner.y, width: inner.width, height: max(0, inner.height - 1))
    if let rendering = view.rendering {
      painter.draw(rendering, in: area)
    } else {
      let words = view.failure ?? Localised("正在载入……", "Loading …")
      painter.write(painter.text(words), area.x, area.y, painter.style("ui.popup"), width: area.width)
      guard view.failure != nil, area.height > 1 else { return }
      painter.write(
        painter.text("按 o 在终端外打开，按 s 存为文件", "o opens it outside the terminal, s writes it into a file"), area.x,
        area.y + 1,
        painter.style("ui.popup.dim"), width: area.width)
    }
  }
}

extension Painter {
  /// Draws a picture in the middle of a rectangle.
  mutating func draw(_ rendering: PictureRendering, in area: Rect) {
    let size = rendering.size
    guard size.columns <= area.width, size.rows <= area.height else { return }
    let rect = Rect(
      x: area.x + (area.width - size.columns) / 2, y: area.y + (area.height - size.rows) / 2, width: size.columns,
      height: size.rows)
    switch rendering {
    case .graphics(let number, _): frame.images.append(ImageRegion(number: number, rect: rect))
    case .cells(let cells):
      let ground = style("ui.popup").background
      for row in 0..<size.rows {
        for column in 0..<size.columns {
          let (upper, lower) = cells[column, row]
          let style = Style(foreground: color(upper) ?? ground, background: color(lower) ?? ground)
          // Where half blocks take two cells, one colour must do for both pixels.
          frame.write(symbols.isWide ? " " : "▀", at: rect.x + column, rect.y + row, style: style)
        }
      }
    }
  }

  private func color(_ pixel: UInt32) -> Color? {
    if pixel == PictureCells.clear { return nil }
    if pixel >= PictureCells.indexed { return .indexed(UInt8(truncatingIfNeeded: pixel)) }
    return .rgb(
      UInt8(truncatingIfNeeded: pixel >> 16), UInt8(truncatingIfNeeded: pixel >> 8), UInt8(truncatingIfNeeded: pixel))
  }
}
