/// A list narrowed down by typing.
public struct Picker: Equatable, Sendable {
  /// What is typed.
  public var field: Editor
  /// The marked row among those shown, from 0.
  public var selected: Int

  /// Nothing typed, the first row marked.
  public init() {
    field = Editor(isMultiline: false)
    selected = 0
  }
}
