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

  init?(_ color: Color) {
    guard case .rgb(let red, let green, let blue) = color else { return nil }
    self.init(red, green, blue)
  }

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
    let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
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

  /// The nearest of a terminal's own sixteen, as they usually look.
  var nearest16: UInt8 {
    RGB.sixteen.indices.min { distance(to: RGB.sixteen[$0]) < distance(to: RGB.sixteen[$1]) }.map(UInt8.init) ?? 7
  }

  private static let sixteen = [
    RGB(0, 0, 0), RGB(205, 0, 0), RGB(0, 205, 0), RGB(205, 205, 0), RGB(0, 0, 238), RGB(205, 0, 205),
    RGB(0, 205, 205), RGB(229, 229, 229), RGB(127, 127, 127), RGB(255, 0, 0), RGB(0, 255, 0), RGB(255, 255, 0),
    RGB(92, 92, 255), RGB(255, 0, 255), RGB(0, 255, 255), RGB(255, 255, 255),
  ]
}
