import Canvas
import Glibc

/// A colour of 24 bits.
struct RGB: Hashable, Sendable {
  var red: UInt8
  var green: UInt8
  var blue: UInt8

  init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Reads `#rrggbb`.
  init?(_ text: String) {
    guard text.hasPrefix("#"), text.utf8.count == 7, let value = UInt32(text.dropFirst(), radix: 16) else {
      return nil
    }
    self.init(UInt8(value >> 16), UInt8(value >> 8 & 255), UInt8(value & 255))
  }

  /// `nil` for colours that only the terminal knows: its default and its own sixteen.
  init?(_ color: Color) {
    switch color {
    case .rgb(let red, let green, let blue): self.init(red, green, blue)
    case .indexed(let index) where index >= 232:
      let level = 8 + (index - 232) * 10
      self.init(level, level, level)
    case .indexed(let index) where index >= 16:
      let place = Int(index) - 16
      self.init(RGB.steps[place / 36], RGB.steps[place / 6 % 6], RGB.steps[place % 6])
    default: return nil
    }
  }

  private static let steps: [UInt8] = [0, 95, 135, 175, 215, 255]

  var color: Color { .rgb(red, green, blue) }

  /// Relative luminance, 0–1 (WCAG 2.2).
  var luminance: Double {
    func linear(_ channel: UInt8) -> Double {
      let value = Double(channel) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// Contrast of two colours, 1–21 (WCAG 2.2).
  static func contrast(_ one: RGB, _ other: RGB) -> Double {
    let (high, low) = (max(one.luminance, other.luminance), min(one.luminance, other.luminance))
    return (high + 0.05) / (low + 0.05)
  }

  func distance(to other: RGB) -> Int {
    let red = Int(self.red) - Int(other.red)
    let green = Int(self.green) - Int(other.green)
    let blue = Int(self.blue) - Int(other.blue)
    return 2 * red * red + 4 * green * green + 3 * blue * blue
  }

  /// The nearest of the 240 fixed colours of a 256-colour terminal.
  var nearest256: UInt8 {
    let steps = RGB.steps
    func step(_ channel: UInt8) -> Int {
      steps.indices.min { abs(Int(steps[$0]) - Int(channel)) < abs(Int(steps[$1]) - Int(channel)) } ?? 0
    }
    let (red, green, blue) = (step(self.red), step(self.green), step(self.blue))
    let cube = RGB(steps[red], steps[green], steps[blue])
    let mean = (Int(self.red) + Int(self.green) + Int(self.blue)) / 3
    let greyStep = min(23, max(0, (mean - 3) / 10))
    let level = UInt8(8 + greyStep * 10)
    let grey = RGB(level, level, level)
    return distance(to: grey) < distance(to: cube) ? UInt8(232 + greyStep) : UInt8(16 + 36 * red + 6 * green + blue)
  }

  /// The one of a terminal's six hues (1 red, 2 green, 3 yellow, 4 blue, 5 magenta, 6 cyan) that is nearest; `nil` for greys.
  var hue16: UInt8? {
    let channels = [Int(red), Int(green), Int(blue)]
    guard let high = channels.max(), let low = channels.min(), (high - low) * 10 > high * 3 else { return nil }
    // What lies in the upper 45 % of the span counts as lit: orange is still yellow, sky blue still blue.
    let limit = low + (high - low) * 11 / 20
    let bits = channels.enumerated().reduce(0) { $1.element > limit ? $0 | 1 << $1.offset : $0 }
    return UInt8(bits)
  }

  /// The grey of a terminal's own sixteen for text: secondary text stays apart from black and white.
  func grey16(isDark: Bool) -> UInt8 {
    if isDark { return luminance > 0.75 ? 15 : luminance > 0.5 ? 7 : 8 }
    return luminance < 0.03 ? 0 : luminance > 0.75 ? 15 : 8
  }
}
