import Canvas

/// The ways a terminal may show real images.
public enum GraphicsKind: Hashable, Sendable {
  /// kitty's graphics protocol: images are given once and placed above the cells.
  case kitty
  /// Sixel (DEC STD 070): images are drawn into the cells, and drawn again when cells were.
  case sixel
}

/// Images on one terminal: what must be written when frames show, move or no longer show them.
struct Graphics {
  private let kind: GraphicsKind
  private var images: [UInt32: [UInt8]] = [:]

  init(_ kind: GraphicsKind) { self.kind = kind }

  /// Takes an image; returns what must be written at once.
  mutating func give(_ number: UInt32, _ bytes: [UInt8]) -> [UInt8] {
    images[number] = kind == .sixel ? bytes : []
    return kind == .kitty ? bytes : []
  }

  /// Forgets an image; returns what must be written at once.
  mutating func forget(_ number: UInt32) -> [UInt8] {
    guard images.removeValue(forKey: number) != nil, kind == .kitty else { return [] }
    return Array("\u{1B}_Ga=d,d=I,i=\(number),q=2\u{1B}\\".utf8)
  }

  /// Whether there is such an image.
  func has(_ number: UInt32) -> Bool { images[number] != nil }

  /// Rows whose cells must be drawn again because an image that lay in them is gone.
  func rowsUncovered(from old: [ImageRegion], to new: [ImageRegion]) -> Set<Int> {
    guard kind == .sixel else { return [] }
    return Set(old.filter { !new.contains($0) }.flatMap { $0.rect.y..<$0.rect.maxY })
  }

  /// What is written after the cells of a frame.
  func after(_ difference: FrameDifference, from old: [ImageRegion], to new: [ImageRegion]) -> [UInt8] {
    var bytes: [UInt8] = []
    if kind == .kitty {
      for region in old where !new.contains(region) && images[region.number] != nil {
        bytes += Array("\u{1B}_Ga=d,d=i,i=\(region.number),q=2\u{1B}\\".utf8)
      }
    }
    for region in new where images[region.number] != nil {
      let isCovered = kind == .sixel && difference.runs.contains { $0.touches(region.rect) }
      guard difference.clears || !old.contains(region) || isCovered else { continue }
      bytes += Array("\u{1B}7\u{1B}[\(region.rect.y + 1);\(region.rect.x + 1)H".utf8)
      switch kind {
      case .kitty:
        let (columns, rows) = (region.rect.width, region.rect.height)
        bytes += Array("\u{1B}_Ga=p,i=\(region.number),p=1,c=\(columns),r=\(rows),C=1,q=2\u{1B}\\".utf8)
      case .sixel: bytes += images[region.number] ?? []
      }
      bytes += Array("\u{1B}8".utf8)
    }
    return bytes
  }
}

extension FrameDifference.Run {
  fileprivate func touches(_ rect: Rect) -> Bool {
    // A cluster takes two cells at most.
    row >= rect.y && row < rect.maxY && column < rect.maxX && column + clusters.count * 2 > rect.x
  }
}
