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
      QueueView.draw(&painter)
      ConversationsView.draw(&painter)
      TalkView.draw(&painter)
      ComposerView.draw(&painter)
      CardView.draw(&painter)
      LineView.draw(&painter)
      PopupView.draw(&painter)
      NoticeView.draw(&painter)
      HintView.draw(&painter)
    }
    painter.frame.modes.title = TitleView.title(state)
    return Screen(frame: painter.frame, hits: painter.hits)
  }
}
