import ArgumentParser
import Desk

extension ParsableCommand {
  /// What to say where a command line names a subcommand that is not there, with those that may have been meant: the parser itself would complain of the
  /// options after it. `nil` where every name is one.
  public static func unknownName(in arguments: some Sequence<String>, _ language: Language) -> ValidationError? {
    var path = [configuration.commandName ?? _commandName]
    var choices = configuration.subcommands
    for name in arguments {
      guard !choices.isEmpty, !name.hasPrefix("-"), name != "help" else { return nil }
      if let next = choices.first(where: { $0._commandName == name }) {
        path.append(name)
        choices = next.configuration.subcommands
        continue
      }
      let known = choices.map { $0._commandName }
      let near = NearNames.of(name, among: known).map { (path + [$0]).joined(separator: " ") }
      let words =
        near.isEmpty
        ? Localised(
          "\(path.joined(separator: " ")) 没有子命令“\(name)”；可用：\(known.joined(separator: "、"))",
          "\(path.joined(separator: " ")) has no subcommand '\(name)', but: \(known.joined(separator: ", "))")
        : Localised(
          "\(path.joined(separator: " ")) 没有子命令“\(name)”；是不是要写 \(near.joined(separator: " 或 "))？",
          "\(path.joined(separator: " ")) has no subcommand '\(name)'. Did you mean \(near.joined(separator: " or "))?")
      return ValidationError(words.text(language))
    }
    return nil
  }
}
