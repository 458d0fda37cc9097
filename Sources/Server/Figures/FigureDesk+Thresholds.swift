import Desk
import Reports
import Service
import Storage

// Watched figures as they are now.

extension FigureDesk {
  /// What each watched figure is: of the queue as it is now, or of the last sixty minutes.
  func readings(_ digest: FloorDigest) throws -> [FigureReading] {
    let watched = office.thresholds ?? []
    guard !watched.isEmpty else { return [] }
    let hour = watched.contains { !Threshold.liveNames.contains($0.name) } ? try lastHour() : [:]
    return watched.map { threshold in
      let value: Double? =
        if Threshold.liveNames.contains(threshold.name) {
          FigureCheckup.values(of: digest, group: threshold.group)[threshold.name] ?? nil
        } else {
          Metric(rawValue: threshold.name)?.value(hour[threshold.group?.rawValue ?? ""] ?? Tally(), .event)
        }
      return FigureReading(name: threshold.name, group: threshold.group, value: value)
    }
  }

  /// The board of thresholds.
  func board(_ digest: FloorDigest) throws -> ThresholdBoard {
    ThresholdBoard(
      revision: office.thresholdsRevision ?? 1, thresholds: office.thresholds ?? [], alerts: office.alerts ?? [],
      readings: try readings(digest), at: now)
  }
}
