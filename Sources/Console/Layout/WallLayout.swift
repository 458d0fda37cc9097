/// Where the wall's parts stand on a screen: all at once where there is room, else one pane at a time.
public struct WallLayout: Hashable, Sendable {
  /// The figures of the floor, one row or two.
  public var band: Area
  /// Alerts that nobody looks after: one row, or nothing.
  public var alerts: Area
  /// The names of the panes, where one is shown at a time; else nothing.
  public var tabs: Area
  /// Where each pane stands; those that are not shown are left out.
  public var panes: [WallBoard.Pane: Area]
  /// Where a watched talk stands.
  public var watch: Area

  /// The wall on a screen below the header's two rows and above the hints.
  ///
  /// `slot` is the pane in the place that is shared by those looked at now and then.
  public init(_ size: Size, showing pane: WallBoard.Pane, groups: Int, slot: WallBoard.Pane, hasAlerts: Bool) {
    let (width, height) = (size.columns, size.rows - 3)
    let bandRows = width >= 150 ? 1 : 2
    band = Area(x: 0, y: 2, width: width, height: bandRows)
    let alertRows = hasAlerts ? 1 : 0
    alerts = Area(x: 0, y: 2 + bandRows, width: width, height: alertRows)
    let top = 2 + bandRows + alertRows
    let rest = height - bandRows - alertRows
    guard width >= 110, rest >= 26 else {
      tabs = Area(x: 0, y: top, width: width, height: 1)
      let body = Area(x: 0, y: top + 1, width: width, height: rest - 1)
      panes = [pane: body]
      watch = body
      return
    }
    tabs = Area(x: 0, y: top, width: 0, height: 0)
    let left = width * 9 / 20
    let queues = min(groups + 2, rest / 3)
    let promises = 4
    let heat = 9
    let right = Area(x: left + 1, y: top, width: width - left - 1, height: rest)
    let seats = rest * 11 / 20
    panes = [
      .queues: Area(x: 0, y: top, width: left, height: queues),
      .promises: Area(x: 0, y: top + queues, width: left, height: promises),
      .heat: Area(x: 0, y: top + queues + promises, width: left, height: heat),
      slot: Area(
        x: 0, y: top + queues + promises + heat, width: left, height: rest - queues - promises - heat),
      .seats: Area(x: right.x, y: top, width: right.width, height: seats),
      .talks: Area(x: right.x, y: top + seats, width: right.width, height: rest - seats),
    ]
    watch = right
  }

  /// Whether all panes are shown at once.
  public var isWhole: Bool { panes.count > 1 }
}
