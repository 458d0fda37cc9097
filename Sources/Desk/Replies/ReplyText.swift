/// The text of a quick reply 常用语: words, variables such as `{taxpayer}`, and places to be filled in by hand such as `{?发票号码}`. `{{` stands for a
/// brace.
public struct ReplyText: Hashable, Sendable {
  /// What is filled in by itself.
  public enum Variable: String, Sendable, CaseIterable {
    /// The taxpayer's name; where the agent sees it masked, 纳税人 as the service addresses everybody.
    case taxpayer
    /// The enterprise the taxpayer acts for; empty without one.
    case enterprise
    /// The agent's own name.
    case agent
    /// The time of day, `14:03`.
    case time
    /// The day, `2026-11-25`.
    case date
    /// The office's name.
    case office
  }

  /// A piece of the text.
  public enum Part: Hashable, Sendable {
    /// As it is.
    case words(String)
    /// Filled in by itself.
    case variable(Variable)
    /// Filled in by hand; what belongs there.
    case prompt(String)
  }

  /// The pieces, in order.
  public let parts: [Part]

  /// Longest name of a place, in characters.
  public static let longestPrompt = 40

  /// Reads a text; says what is wrong with it.
  public init(_ text: String) throws(ReplyTextError) {
    var parts: [Part] = []
    var words = ""
    var rest = Substring(text)
    while let brace = rest.firstIndex(of: "{") {
      words += rest[..<brace]
      rest = rest[rest.index(after: brace)...]
      if rest.first == "{" {
        words += "{"
        rest = rest.dropFirst()
        continue
      }
      guard let end = rest.firstIndex(of: "}") else { throw .unclosed(String(rest.prefix(12))) }
      let part = try Self.part(String(rest[..<end]))
      if !words.isEmpty { parts.append(.words(words)) }
      words = ""
      parts.append(part)
      rest = rest[rest.index(after: end)...]
    }
    words += rest
    if !words.isEmpty { parts.append(.words(words)) }
    self.parts = parts
  }

  /// Reads a text kept by an earlier release: what cannot be read stands as it is.
  public init(asKept text: String) { self = (try? ReplyText(text)) ?? ReplyText(parts: [.words(text)]) }

  private init(parts: [Part]) { self.parts = parts }

  private static func part(_ name: String) throws(ReplyTextError) -> Part {
    if name.hasPrefix("?") {
      let prompt = String(name.dropFirst())
      guard prompt.contains(where: { !$0.isWhitespace }), !prompt.contains(where: { $0.isNewline || $0 == "{" }) else {
        throw .emptyPrompt
      }
      guard prompt.count <= longestPrompt else { throw .longPrompt(prompt) }
      return .prompt(prompt)
    }
    guard let variable = Variable(rawValue: name) else { throw .unknownVariable(name) }
    return .variable(variable)
  }

  /// The text with its variables filled in; where something is to be written by hand nothing stands.
  public func filled(_ values: [Variable: String]) -> FilledReply {
    var filled = FilledReply(text: "", prompts: [])
    for part in parts {
      switch part {
      case .words(let words): filled.text += words
      case .variable(let variable): filled.text += values[variable] ?? ""
      case .prompt(let name):
        filled.prompts.append(FilledReply.Prompt(name: name, offset: filled.text.count))
      }
    }
    return filled
  }

  /// One line for lists: variables filled in, places to fill in shown by their names.
  public func shown(_ values: [Variable: String]) -> String {
    parts.map { part in
      switch part {
      case .words(let words): words
      case .variable(let variable): values[variable] ?? ""
      case .prompt(let name): "〔\(name)〕"
      }
    }.joined()
  }
}

/// What is wrong with the text of a quick reply.
public enum ReplyTextError: Error, Hashable, Sendable {
  /// There is no such variable.
  case unknownVariable(String)
  /// A brace is not closed; what follows it.
  case unclosed(String)
  /// A place to be filled in has no name.
  case emptyPrompt
  /// The name of a place is too long.
  case longPrompt(String)

  /// What is wrong, and what to do.
  public var text: Localised {
    let known = ReplyText.Variable.allCases.map { "{\($0.rawValue)}" }.joined(separator: " ")
    return switch self {
    case .unknownVariable(let name):
      Localised(
        "没有变量 {\(name.prefix(40))}；可用：\(known)，手填处写 {?名称}，花括号本身写 {{",
        "there is no variable {\(name.prefix(40))}; known are \(known); a place to fill in is {?name}, a brace itself is {{"
      )
    case .unclosed(let rest):
      Localised("“{\(rest)”缺少右花括号；花括号本身写 {{", "`{\(rest)` lacks its closing brace; a brace itself is {{")
    case .emptyPrompt: Localised("手填处须有名称，如 {?发票号码}", "a place to fill in needs a name, such as {?invoice number}")
    case .longPrompt(let name):
      Localised(
        "手填处名称过长：“\(name.prefix(12))…”，最多 \(ReplyText.longestPrompt) 字",
        "the name of a place is too long: `\(name.prefix(12))…`; at most \(ReplyText.longestPrompt) characters")
    }
  }
}

/// A quick reply as it goes into the writing field.
public struct FilledReply: Hashable, Sendable {
  /// A place to be filled in by hand.
  public struct Prompt: Hashable, Sendable {
    /// What belongs there.
    public var name: String
    /// Characters before it.
    public var offset: Int

    /// A place from its parts.
    public init(name: String, offset: Int) {
      self.name = name
      self.offset = offset
    }
  }

  /// The words.
  public var text: String
  /// The places, in order.
  public var prompts: [Prompt]

  /// A filled text from its parts.
  public init(text: String, prompts: [Prompt]) {
    self.text = text
    self.prompts = prompts
  }
}
