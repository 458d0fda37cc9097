/// Numbers as they are printed, the same in every language.
enum NumberText {
  /// As short as it can be read back, never with an exponent.
  static func plain(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
    return rounded(number, to: 6)
  }

  /// With one decimal.
  static func short(_ number: Double) -> String { rounded(number, to: 1) }

  /// A part of 1 in hundredths, with one decimal.
  static func percent(_ number: Double) -> String {
    let text = rounded(number * 100, to: 1)
    return text + (text.contains(".") ? "" : ".0") + "%"
  }

  private static func rounded(_ number: Double, to digits: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let whole = Int((abs(number) * scale).rounded())
    let (units, rest) = whole.quotientAndRemainder(dividingBy: Int(scale))
    let sign = number < 0 && whole != 0 ? "-" : ""
    let fraction = String(rest)
    var padded = String(repeating: "0", count: digits - fraction.count) + fraction
    while padded.hasSuffix("0") { padded.removeLast() }
    return sign + String(units) + (padded.isEmpty ? "" : "." + padded)
  }
}
