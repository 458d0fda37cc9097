import ArgumentParser
import Desk
import Glibc

extension ParsableCommand {
  /// Ends the program as `exit(withError:)` does, in the language of whoever started it: help goes to the output, a complaint to the error output, and the
  /// shell gets the same number.
  public static func end(with error: any Error, in language: Language) -> Never {
    guard language == .chinese else { exit(withError: error) }
    let status = exitCode(for: error)
    let text = CommandWords.chinese(fullMessage(for: error))
    if !text.isEmpty { tell(text + "\n", on: status.isSuccess ? 1 : 2) }
    Glibc.exit(status.rawValue)
  }

  /// What was wrong with the command line, on one line, in that language.
  public static func complaint(of error: any Error, in language: Language) -> String {
    let words = message(for: error)
    let told = language == .chinese ? ParserSentence.chinese(words) : words
    return told.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private static func tell(_ text: String, on file: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { return }
      rest = rest.dropFirst(max(0, count))
    }
  }
}
