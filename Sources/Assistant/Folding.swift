/// Brings the many spellings of one text together before it is compared: full width to half width, capitals to small letters, invisible
/// characters away. Only what matters for finding; what people wrote is shown untouched.
enum Folding {
  /// The folded scalars of a text, at most `limit`; outside text may be of any length.
  static func scalars(of text: String, limit: Int = 4096) -> [Unicode.Scalar] {
    var folded: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      guard folded.count < limit else { break }
      switch scalar.value {
      case 0x3000: folded.append(" ")
      case 0xFF01...0xFF5E: folded.append(contentsOf: small(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar))
      default:
        switch scalar.properties.generalCategory {
        case .format, .nonspacingMark, .enclosingMark, .privateUse, .surrogate: continue
        default: folded.append(contentsOf: small(scalar))
        }
      }
    }
    return folded
  }

  /// What a scalar is to the tokeniser.
  enum Kind { case han, word, gap }

  /// Whether a folded scalar is a Han character, part of a word of letters and digits, or neither.
  static func kind(_ scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFD: .han
    case 0x30...0x39, 0x61...0x7A: .word
    case 0..<0x80: .gap
    default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? .word : .gap
    }
  }

  private static func small(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    switch scalar.value {
    case 0x41...0x5A: [Unicode.Scalar(scalar.value + 0x20) ?? scalar]
    case 0..<0x80: [scalar]
    default: Array(scalar.properties.lowercaseMapping.unicodeScalars)
    }
  }
}
