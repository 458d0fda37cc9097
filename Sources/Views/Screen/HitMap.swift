import Canvas
import Console

/// Which part of the screen stands for what; later parts lie over earlier ones.
public struct HitMap: Equatable, Sendable {
  private var regions: [Region] = []

  private struct Region: Equatable, Sendable {
    var rect: Rect
    var target: HitTarget
  }

  /// An empty map.
  public init() {}

  /// What lies at that cell.
  public func target(atColumn column: Int, row: Int) -> HitTarget {
    guard let region = regions.last(where: { $0.rect.contains(column, row) }) else { return .nothing }
    guard case .composer(let first, _) = region.target else { return region.target }
    return .composer(row: first + row - region.rect.y, column: column - region.rect.x)
  }

  /// Adds a part.
  mutating func add(_ target: HitTarget, _ rect: Rect) { regions.append(Region(rect: rect, target: target)) }

  /// Adds all parts of another map, over those here.
  mutating func add(_ other: HitMap) { regions += other.regions }
}
