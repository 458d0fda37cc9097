/// Paths as terminals and file managers paste them when a file is dropped on the window.
enum PastedPath {
  /// The path of a picture, if the paste is one path and nothing else: plain, in quotes, with escaped blanks, or as a `file:` address (RFC 8089).
  static func picture(_ text: String) -> String? {
    var line = Substring(text)
    while let last = line.last, last.isWhitespace { line.removeLast() }
    while let first = line.first, first.isWhitespace { line.removeFirst() }
    guard !line.isEmpty, !line.contains(where: \.isNewline), line.utf8.count <= 4_096 else { return nil }
    let path: String?
    if line.hasPrefix("file://") {
      let rest = line.dropFirst("file://".count)
      path = rest.firstIndex(of: "/").flatMap { unescaped(percent: rest[$0...]) }
    } else if let quote = line.first, quote == "'" || quote == "\"", line.count > 2, line.last == quote {
      let inner = line.dropFirst().dropLast()
      path = inner.contains(quote) ? nil : String(inner)
    } else {
      path = unescaped(backslashes: line)
    }
    guard let path, path.hasPrefix("/") || path.hasPrefix("~/"), FileEntry.isPicture(path) else { return nil }
    return path
  }

  private static func unescaped(percent text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let digits = String(rest.prefix(2)), digits.count == 2, let value = UInt8(digits, radix: 16), value != 0
      else { return nil }
      rest = rest.dropFirst(2)
      bytes.append(value)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  /// An unescaped blank means that it is more than one word.
  private static func unescaped(backslashes text: Substring) -> String? {
    var path = ""
    var isEscaped = false
    for character in text {
      if isEscaped || (character != "\\" && character != " ") {
        path.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        return nil
      }
    }
    return isEscaped ? nil : path
  }
}
