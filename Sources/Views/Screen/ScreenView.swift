import Canvas
import Console
import Glyphs
import Theming

/// The whole screen of a state.
public enum ScreenView {
  /// Draws a state with a theme.
  public static func draw(_ state: State, theme: Theme) -> Screen {
    var painter = Painter(state, theme)
    if painter.layout.arrangement == .tooSmall {
      TooSmallView.draw(&painter)
    } else {
      HeaderView.draw(&painter)
      drawLines(&painter)
      QueueView.draw(&painter)
      ConversationsView.draw(&painter)
      TalkView.draw(&painter)
      ComposerView.draw(&painter)
      CardView.draw(&painter)
      PopupView.draw(&painter)
      NoticeView.draw(&painter)
      HintView.draw(&painter)
    }
    painter.frame.modes.title = TitleView.title(state)
    return Screen(frame: painter.frame, hits: painter.hits)
  }

  private static func drawLines(_ painter: inout Painter) {
    let layout = painter.layout
    let style = painter.style("ui.border")
    let height = layout.queue.height + layout.conversations.height
    painter.frame.verticalLine(Rect(x: layout.queue.width, y: layout.queue.y, width: 1, height: height), style: style)
    guard layout.card.width > 0 else { return }
    painter.frame.verticalLine(Rect(x: layout.card.x - 1, y: layout.card.y, width: 1, height: height), style: style)
  }
}
