import Desk

/// The command palette.
enum PaletteReducer {
  static func choose(_ state: inout State, _ picker: Picker) -> [Effect] {
    let commands = state.paletteCommands(matching: picker.field.text)
    guard commands.indices.contains(picker.selected) else { return [] }
    state.popup = nil
    return CommandReducer.run(&state, commands[picker.selected].id)
  }
}

extension State {
  /// Commands whose name in either language or pinyin initials match, best first.
  public func paletteCommands(matching words: String) -> [Command] {
    let all = Command.table.filter(\.isInPalette)
    let language = preferences.language
    let ranked = all.enumerated().compactMap { index, command -> (Int, Int, Command)? in
      let names = [command.name.text(language), command.initials, command.name.english, command.name.chinese]
      guard let score = Fuzzy.score(words, in: names) else { return nil }
      let isBlocked = obstacle(to: command.id) != nil
      return (score + (isBlocked ? 1000 : 0), index, command)
    }
    return ranked.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }
}
