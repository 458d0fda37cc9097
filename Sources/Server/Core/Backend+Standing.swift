import Desk
import Storage

/// What `/metrics` tells that stands in the database.
struct StoredStanding: Sendable {
  var heads: [OfficeID: EventPosition] = [:]
  var behind: [(office: OfficeID, seconds: Int)] = []
  var webhooks: [(office: OfficeID, webhook: String, standing: WebhookStanding)] = []

  /// Looks it up; throws when the database does not tell.
  init(_ store: any Store, at now: Timestamp) async throws {
    heads = try await store.heads()
    for office in try await store.offices() {
      let found = try? await store.read(office.id) { reader in
        (try reader.figuresBehind(), try reader.webhooks().map { ($0.code, try reader.standing(of: $0.code)) })
      }
      guard let (since, webhooks) = found else { continue }
      behind.append((office.id, since.map { max(0, now.seconds(since: $0)) } ?? 0))
      self.webhooks += webhooks.map { (office.id, $0.0, $0.1) }
    }
  }
}

extension Backend {
  /// What `/metrics` tells that is looked up when it is asked for. What the database does not tell in time is left out: figures are wanted most when it
  /// stands still.
  func standing() async -> Metrics.Standing {
    var floors: [(office: OfficeID, floor: FloorDigest)] = []
    for desk in await hubs.all() { floors.append((desk.hub.office, await desk.hub.digest(at: clock()))) }
    floors.sort { $0.office < $1.office }
    return Metrics.Standing(
      floors: floors, stored: await stored.value() ?? nil, store: store.statistics, load: admission.figures,
      isDraining: isDraining)
  }
}
