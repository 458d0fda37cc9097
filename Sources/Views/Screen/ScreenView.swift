import Console
import Theming

/// The whole screen of a state, drawn afresh.
public enum ScreenView {
  /// Draws a state with a theme.
  public static func draw(_ state: State, theme: Theme) -> Screen {
    var drawer = ScreenDrawer()
    return drawer.draw(state, theme: theme)
  }
}
