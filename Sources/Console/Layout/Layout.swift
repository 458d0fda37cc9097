import Glyphs

/// Where everything stands on a screen of that size. Reducers scroll and move the caret by it, views draw by it.
public struct Layout: Hashable, Sendable {
  /// How many columns of panes there are.
  public enum Arrangement: Hashable, Sendable {
    /// Not enough room for anything.
    case tooSmall
    /// Lists and talk; the card is a popup.
    case two
    /// Lists, talk and card.
    case three
  }

  /// How many columns of panes there are.
  public var arrangement: Arrangement
  /// Connection, seat, waiting; two rows.
  public var header: Area
  /// The queue, its title included.
  public var queue: Area
  /// One's conversations, title included.
  public var conversations: Area
  /// Rows one conversation takes in the list, 1 or 2.
  public var conversationRows: Int
  /// Rows one waiting taxpayer takes in the queue, 1 or 2.
  public var queueRows: Int
  /// The messages, title included.
  public var talk: Area
  /// The writing field, title included.
  public var composer: Area
  /// The taxpayer's card, title included; empty where there is no room.
  public var card: Area
  /// Key hints; one row.
  public var hints: Area
  /// The whole screen.
  public var screen: Area

  /// Lays a screen out for so many conversations and so many rows of writing.
  public init(_ size: Size, conversations count: Int, slots: Int, composerRows: Int) {
    let columns = size.columns
    let rows = size.rows
    screen = Area(x: 0, y: 0, width: columns, height: rows)
    arrangement =
      columns < Size.smallest.columns || rows < Size.smallest.rows ? .tooSmall : columns < 108 ? .two : .three
    header = Area(x: 0, y: 0, width: columns, height: 2)
    hints = Area(x: 0, y: rows - 1, width: columns, height: 1)
    let top = 2
    let height = rows - 3
    let left = columns < 70 ? 22 : columns < 108 ? 26 : columns < 150 ? 34 : 50
    let right = arrangement == .three ? (columns < 150 ? 32 : 46) : 0

    let wanted = max(count, min(slots, 4), 1)
    let limit = height * 3 / 5
    conversationRows = 1 + wanted * 2 <= limit ? 2 : 1
    let own = min(limit, 1 + max(wanted * conversationRows, 3))
    queueRows = left >= 44 && height >= 30 ? 2 : 1
    queue = Area(x: 0, y: top, width: left, height: height - own)
    conversations = Area(x: 0, y: top + height - own, width: left, height: own)

    let middle = left + 1
    let middleWidth = columns - middle - (right > 0 ? right + 1 : 0)
    let least = rows >= 30 ? 3 : 2
    let writing = 1 + min(max(composerRows, least), max(least, height / 3))
    talk = Area(x: middle, y: top, width: middleWidth, height: height - writing)
    composer = Area(x: middle, y: top + height - writing, width: middleWidth, height: writing)
    card = Area(x: columns - right, y: top, width: right, height: right > 0 ? height : 0)
  }

  /// Cells across in the writing field, the caret's own place at the end of a row left free.
  public var composerWidth: Int { Layout.composerWidth(talk.width) }

  /// Rows of messages.
  public var talkRows: Int { max(0, talk.height - 1) }

  static func composerWidth(_ pane: Int) -> Int { max(2, pane - 3) }
}

extension State {
  /// Where everything stands on the screen now.
  public var layout: Layout {
    let slots = replica?.me.agent.slots ?? 4
    let bare = Layout(size, conversations: load, slots: slots, composerRows: 1)
    guard let selected, let editor = talks[selected]?.editor, !editor.isEmpty else { return bare }
    let rows = EditorRows(editor, width: bare.composerWidth, ambiguous).rows.count
    return Layout(size, conversations: load, slots: slots, composerRows: rows)
  }

  /// The width of ambiguous characters in this terminal.
  public var ambiguous: AmbiguousWidth { preferences.isAmbiguousWide ? .wide : .narrow }
}
