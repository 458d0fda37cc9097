import Console
import Glyphs

/// Where one types in the linear rendering.
public struct LinearField: Hashable, Sendable {
  /// The line of the field, from 0.
  public var line: Int
  /// The clusters of the line before the caret.
  public var caret: Int

  init(line: Int, label: PlainText, _ editor: Editor) {
    self.line = line
    caret = label.clusters.count + PlainText(String(editor.characters[..<editor.caret])).clusters.count
  }
}
