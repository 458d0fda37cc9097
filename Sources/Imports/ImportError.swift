import Desk

/// What is wrong with an import file, where, and what to do.
public struct ImportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's name.
  public var file: String
  /// The line, from 1; `nil` when the file as a whole is meant.
  public var line: Int?
  /// What is wrong and what to do.
  public var detail: Localised

  /// An error from its parts.
  public init(file: String, line: Int?, detail: Localised) {
    self.file = file
    self.line = line
    self.detail = detail
  }

  /// `file:line: what is wrong`, in that language.
  public func text(_ language: Language) -> String {
    file + ":" + (line.map { String($0) + ":" } ?? "") + " " + detail.text(language)
  }

  /// `file:line: what is wrong`.
  public var description: String { text(.english) }

  /// The refusal an API answers.
  public var problem: Problem { Problem(.badRequest, detail: Localised(text(.chinese), text(.english))) }
}
