import CQRCode

/// A QR code (ISO/IEC 18004): a text as a square of dark and light modules, for a telephone to read off the screen.
public struct QuickCode: Hashable, Sendable {
  /// Modules along a side, without the light margin a reader needs around them.
  public let size: Int
  private let dark: [Bool]

  /// Modules of light margin that must be left on every side.
  public static let margin = 2

  /// Draws a text of up to about 2,000 bytes; `nil` when it is empty or too long.
  public init?(_ text: String) {
    // The library finds the shortest spelling: digits take less than half of what letters do.
    guard !text.isEmpty, let code = QRcode_encodeString(text, 0, QR_ECLEVEL_L, QR_MODE_8, 1) else { return nil }
    defer { QRcode_free(code) }
    let width = Int(code.pointee.width)
    guard width > 0, let modules = code.pointee.data else { return nil }
    size = width
    // The lowest bit of a module says whether it is dark.
    dark = (0..<width * width).map { modules[$0] & 1 == 1 }
  }

  /// Whether a module is dark; everything outside is light.
  public subscript(x: Int, y: Int) -> Bool {
    x >= 0 && y >= 0 && x < size && y < size && dark[y * size + x]
  }
}
