/// What one or two cells show: a base scalar and at most two marks upon it.
public struct Cluster: Hashable, Sendable {
  /// The base.
  public let base: Unicode.Scalar
  /// Marks upon the base, at most ``marksKept``.
  public let marks: [Unicode.Scalar]

  /// Marks kept on one base; a terminal cell holds no more, and towers of marks would cover other lines.
  public static let marksKept = 2

  /// A cluster of one scalar; `〓` for one that cannot stand in a cell by itself.
  public init(scalar: Unicode.Scalar) {
    base = PlainText.isVisible(scalar) && ScalarWidth.cells(scalar, .narrow) > 0 ? scalar : "\u{3013}"
    marks = []
  }

  init(base: Unicode.Scalar, marks: [Unicode.Scalar] = []) {
    self.base = base
    self.marks = marks
  }

  /// Cells it takes: 1 or 2.
  public func width(_ ambiguous: AmbiguousWidth = .narrow) -> Int { max(1, ScalarWidth.cells(base, ambiguous)) }

  /// Whether its base is printable ASCII, one cell wide everywhere.
  public var isPlain: Bool { base.value >= 0x20 && base.value < 0x7F }

  /// Whether its width depends on the terminal.
  public var isAmbiguous: Bool { ScalarWidth.isAmbiguous(base) }

  /// The cluster as text.
  public var string: String {
    if marks.isEmpty { return String(base) }
    var view = String.UnicodeScalarView()
    view.append(base)
    view.append(contentsOf: marks)
    return String(view)
  }
}
