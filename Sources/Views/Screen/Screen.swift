import Canvas
import Console

/// What a state looks like: the frame, and what lies where on it.
public struct Screen: Sendable {
  /// The cells, the cursor and the terminal's modes.
  public var frame: Frame
  /// What the pointer hits.
  public var hits: HitMap
}
