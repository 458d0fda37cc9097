import Desk
import Service
import Storage

extension Backend {
  /// Reads what is watched and lets what stands follow; a transaction only where something changes.
  public func watchFigures() async throws {
    for office in try await store.offices() where office.thresholds?.isEmpty == false || office.alerts != nil {
      guard !isResting(office.id) else { continue }
      do {
        try await watchFigures(of: office)
      } catch let error as CancellationError {
        throw error
      } catch {
        rest(office.id, after: error)
      }
    }
  }

  private func watchFigures(of office: Office) async throws {
    let now = clock()
    let digest = try await hubs.desk(of: office.id).hub.digest(at: now)
    let (readings, isChanged) = try await store.read(office.id) { reader in
      let desk = try FigureDesk(reader, at: now)
      let readings = try desk.readings(digest)
      return (readings, desk.office.alerts(after: readings, at: now) != desk.office.alerts ?? [])
    }
    guard isChanged else { return }
    _ = try await perform(.figures(.judge(readings)), by: .system, office: office.id, key: nil, fingerprint: "")
  }
}
