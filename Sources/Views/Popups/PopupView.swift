import Canvas
import Console
import Glyphs

/// What lies over the panes.
enum PopupView {
  static func draw(_ painter: inout Painter) {
    // Help does not take away what it helps with.
    if case .help = painter.state.popup, let under = painter.state.underHelp {
      draw(&painter, under)
      // A picture would lie over the words, whatever is drawn after it.
      painter.frame.images = []
      painter.frame.cursor = nil
    }
    if let popup = painter.state.popup { draw(&painter, popup) }
  }

  private static func draw(_ painter: inout Painter, _ popup: Popup) {
    switch popup {
    case .preview(let preview): PreviewView.draw(&painter, preview)
    case .presence(let selected): PresenceView.draw(&painter, selected: selected)
    case .wrapUp(let id): WrapUpView.draw(&painter, id)
    case .palette(let picker): PaletteView.draw(&painter, picker)
    case .help(let scroll): HelpView.draw(&painter, scroll: scroll)
    case .question(let question): QuestionView.draw(&painter, question)
    case .knowledge(let search): KnowledgeView.draw(&painter, search)
    case .quickReplies(let picker): QuickReplyView.draw(&painter, picker)
    case .entryLinks(let picker): EntryLinkView.draw(&painter, picker)
    case .transfer(let form): TransferView.draw(&painter, form)
    case .note(let form): NoteView.draw(&painter, form)
    case .pictures(let form): PictureFormView.draw(&painter, form)
    case .phone(let form): PhoneView.draw(&painter, form)
    case .picture(let view): PictureLookView.draw(&painter, view)
    case .sideTalk(let form): SideTalkView.draw(&painter, form)
    case .block(let form): BlockView.draw(&painter, form)
    case .blocks(let list): BlockListView.draw(&painter, list)
    case .call(let form): CallView.draw(&painter, form)
    case .reply(let form): ReplyFormView.draw(&painter, form)
    case .sheetTemplates(let picker): SheetOrderView.draw(&painter, templates: picker)
    case .sheetOrder(let order): SheetOrderView.draw(&painter, order)
    case .sheet(let desk): SheetView.draw(&painter, desk)
    case .promises(let desk): PromiseDeskView.draw(&painter, desk)
    case .appointments(let desk): AppointmentView.draw(&painter, desk)
    case .wall(let board): WallView.draw(&painter, board)
    case .alarms(let form): AlarmView.draw(&painter, form)
    case .card(let scroll): CardPopupView.draw(&painter, scroll: scroll)
    }
  }
}

extension Painter {
  /// Opens a window of at most that size in the middle, with border and shadow; returns what is inside.
  mutating func popup(width: Int, height: Int, title: PlainText) -> Rect {
    hits.add(.nothing, frame.bounds)
    let rect = window(width: width, height: height, title: title)
    hits.add(.popup, rect)
    return rect.inset(2, 1)
  }

  /// The popups' usual width.
  var popupWidth: Int { min(72, frame.width - 4) }

  /// A rule across a popup.
  mutating func rule(_ rect: Rect, _ y: Int) {
    frame.horizontalLine(Rect(x: rect.x, y: y, width: rect.width, height: 1), style: style("ui.border", on: "ui.popup"))
  }

  /// A list of rows with one marked and kept in sight; `draw` writes a row.
  mutating func list(
    _ rect: Rect, count: Int, selected: Int, _ draw: (inout Painter, Int, Rect) -> Void
  ) {
    let first = max(0, min(selected - rect.height / 2, count - rect.height))
    for (offset, index) in (first..<max(first, min(count, first + rect.height))).enumerated() {
      let row = Rect(x: rect.x, y: rect.y + offset, width: rect.width, height: 1)
      draw(&self, index, row)
      if index == selected { select(row, isActive: true, scope: "ui.popup.selection") }
      hits.add(.popupRow(index), row)
    }
  }
}
