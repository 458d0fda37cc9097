import Desk

extension FigureCheckup {
  /// Why a figure cannot be checked against a range in reports of a kind, before anything is asked; `nil` when it can. A range that never is an alert, as
  /// `~:`, switches one level off: it is refused where the figure's other ranges never are one either.
  public static func obstacle(
    _ kind: ReportKind, _ name: String, _ range: AlertRange, beside others: [AlertRange] = []
  ) -> Localised? {
    let live = kind == .queue ? LiveFigure(rawValue: name) : nil
    guard let unit = live?.unit ?? kind.metrics.first(where: { $0.rawValue == name })?.unit else {
      return unknownFigure(kind, name)
    }
    let extent = unit.extent
    let limits = unit.limits
    if range.isNeverAlert(within: extent), others.allSatisfy({ $0.isNeverAlert(within: extent) }) {
      return Localised(
        "\(name)=\(range) 永远不会告警：\(name) \(limits.chinese)",
        "\(name)=\(range) never is an alert: \(name) \(limits.english)")
    }
    if range.isAlwaysAlert(within: extent) {
      return Localised(
        "\(name)=\(range) 任何时候都告警：\(name) \(limits.chinese)",
        "\(name)=\(range) always is an alert: \(name) \(limits.english)")
    }
    return nil
  }

  /// What is said of a figure that reports of a kind do not have.
  public static func unknownFigure(_ kind: ReportKind, _ name: String) -> Localised {
    let known = (kind == .queue ? liveNames : []) + kind.metrics.map(\.rawValue)
    let near = NearNames.of(name, among: known)
    let list = known.joined(separator: ", ")
    guard !near.isEmpty else {
      return Localised("没有指标 \(name)；可用：\(list)", "there is no figure \(name), but: \(list)")
    }
    return Localised(
      "没有指标 \(name)；是不是要写 \(near.joined(separator: " 或 "))？",
      "there is no figure \(name); did you mean \(near.joined(separator: " or "))?")
  }
}

extension Metric.Unit {
  /// The least and the greatest value there can be; no greatest one where there is none.
  fileprivate var extent: (least: Double, greatest: Double?) {
    switch self {
    case .count, .seconds: (0, nil)
    case .ratio: (0, 1)
    case .stars: (1, 5)
    }
  }

  fileprivate var limits: Localised {
    switch self {
    case .count, .seconds: Localised("不小于 0", "is 0 or more")
    case .ratio: Localised("在 0 与 1 之间，80% 写 0.8", "lies between 0 and 1, where 80% is 0.8")
    case .stars: Localised("在 1 与 5 之间", "lies between 1 and 5")
    }
  }
}
