import Console
import Terminal

extension Key {
  /// The terminal's key as the console understands it.
  init(_ key: TerminalKey) {
    let code: Key.Code =
      switch key.code {
      case .character(let character): .character(character)
      case .enter: .enter
      case .tab: .tab
      case .backspace: .backspace
      case .delete: .delete
      case .escape: .escape
      case .up: .up
      case .down: .down
      case .left: .left
      case .right: .right
      case .home: .home
      case .end: .end
      case .pageUp: .pageUp
      case .pageDown: .pageDown
      case .insert: .insert
      case .function(let number): .function(number)
      }
    self.init(code, Modifiers(rawValue: key.modifiers.rawValue))
  }
}
