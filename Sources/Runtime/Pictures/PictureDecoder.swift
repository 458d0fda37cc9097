import Console
import Desk
import Terminal

/// How pictures are made ready: chafa, a process of its own with little time and memory, reads what may be hostile; this program reads only
/// what chafa writes.
struct PictureDecoder {
  /// What the terminal can show.
  enum Means: Hashable {
    /// Half blocks in so many colours: `full`, `256` or `16`.
    case cells(colors: String)
    /// No colours, no pictures.
    case nothing
    /// Real images, with the pixels of a cell and the most an image may have.
    case graphics(GraphicsKind, cell: PixelSize, most: PixelSize)
  }

  /// A decoder may take so long, in milliseconds.
  static let patience: Int64 = 6_000
  /// Bytes a decoder may write.
  static let limit = 48 << 20

  let means: Means

  /// The command line that makes a file ready; `nil` where a program it needs is not installed.
  func command(for file: String, room: Size) -> [String]? {
    guard let chafa = Programs.path(of: "chafa"), let prlimit = Programs.path(of: "prlimit") else { return nil }
    let bounds = ["--as=1500000000", "--cpu=5", "--nofile=64", "--core=0", "--fsize=0"]
    return [prlimit] + bounds + ["--", chafa] + arguments(room) + ["--", file]
  }

  private func arguments(_ room: Size) -> [String] {
    let common = ["--animate", "off", "--clear", "off", "--threads", "1"]
    switch means {
    case .nothing: return []
    case .cells(let colors):
      return common + [
        "--format", "symbols", "--symbols", "vhalf", "--colors", colors, "--size", "\(room.columns)x\(room.rows)",
      ]
    case .graphics(let kind, let cell, let most):
      // It counts eight pixels to a cell's side when it does not write to a terminal.
      let width = min(room.columns * cell.width, most.width)
      let height = min(room.rows * cell.height, most.height)
      let size = "\(max(1, width / 8))x\(max(1, height / 8))"
      let format = kind == .kitty ? "kitty" : "sixels"
      return common + ["--format", format, "--font-ratio", "1", "--size", size]
    }
  }

  /// What was made: cells, or an image under that number with the bytes the terminal must be given. `nil` when it is not what was asked for.
  func rendering(_ output: [UInt8], number: UInt32, room: Size) -> (PictureRendering, [UInt8])? {
    switch means {
    case .nothing: return nil
    case .cells: return PictureSequences.cells(output, room: room).map { (.cells($0), []) }
    case .graphics(let kind, let cell, _):
      let made =
        kind == .kitty
        ? PictureSequences.kitty(output, number: number) : PictureSequences.sixel(output)
      guard let made else { return nil }
      let size = Size(
        columns: min(room.columns, (made.width + cell.width - 1) / cell.width),
        rows: min(room.rows, (made.height + cell.height - 1) / cell.height))
      return (.graphics(number: number, size: size), made.bytes)
    }
  }
}
