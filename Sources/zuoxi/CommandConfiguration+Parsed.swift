import ArgumentParser

extension CommandConfiguration {
  /// Of a command whose line begins with these names and is parsed without them: the parser then leaves out its look for completion scripts, which are the
  /// whole program's, and which costs a report a twelfth of its time.
  func parsed(after names: String) -> CommandConfiguration {
    var configuration = self
    configuration._superCommandName = names
    return configuration
  }
}
