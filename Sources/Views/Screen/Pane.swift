import Canvas
import Console

/// The parts of the screen that are kept from frame to frame while nothing they show has changed.
enum Pane: Hashable, CaseIterable {
  case header
  case queue
  case conversations
  case talk
  case composer
  case card

  /// Where it stands; without an open conversation the talk's welcome takes the writing field's room as well.
  func area(_ layout: Layout, hasTalk: Bool) -> Area {
    switch self {
    case .header: layout.header
    case .queue: layout.queue
    case .conversations: layout.conversations
    case .talk where !hasTalk:
      Area(
        x: layout.talk.x, y: layout.talk.y, width: layout.talk.width,
        height: layout.talk.height + layout.composer.height)
    case .talk: layout.talk
    case .composer: layout.composer
    case .card: layout.card
    }
  }

  func draw(_ painter: inout Painter) {
    switch self {
    case .header: HeaderView.draw(&painter)
    case .queue: QueueView.draw(&painter)
    case .conversations: ConversationsView.draw(&painter)
    case .talk: TalkView.draw(&painter)
    case .composer: ComposerView.draw(&painter)
    case .card: CardView.draw(&painter)
    }
  }
}
