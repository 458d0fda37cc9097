import Canvas
import Console
import Desk
import Glyphs
import Theming

/// The words of the writing field as a patch. Everything but the words is made ready when the screen is drawn, not when a key waits for it.
struct WritingField {
  private let place: Rect
  private let selected: ConversationID
  private let size: Size
  private let blank: Style
  private let words: Style
  private var frame: Frame

  /// The field of a state, upon an earlier one's frame; `nil` where keys go elsewhere.
  init?(_ state: State, _ theme: Theme, _ layout: Layout, after earlier: WritingField?) {
    guard state.isJustWriting, ComposerView.takesWords(state), let selected = state.selected else { return nil }
    self.selected = selected
    place = ComposerView.field(layout)
    size = state.size
    blank = theme.style("ui.background")
    words = theme.style("ui.input")
    if let earlier, earlier.place.width == place.width, earlier.place.height == place.height,
      earlier.frame.ambiguous == state.ambiguous
    {
      frame = earlier.frame
    } else {
      frame = Frame(width: place.width, height: place.height, ambiguous: state.ambiguous)
    }
  }

  /// The words of a later state of the same conversation on the same screen.
  mutating func draw(_ state: State) -> FramePatch? {
    guard state.selected == selected, state.size == size, let editor = state.talks[selected]?.editor else { return nil }
    frame.fill(frame.bounds, style: blank)
    FieldView.write(editor, on: &frame, frame.bounds, style: words, isActive: true)
    return FramePatch(frame, x: place.x, y: place.y)
  }
}
