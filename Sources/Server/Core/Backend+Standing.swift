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
    let offices = try await store.officeIDs()
    let found = await withTaskGroup(of: (OfficeID, Part?).self) { group in
      var found: [OfficeID: Part] = [:]
      for (place, office) in offices.enumerated() {
        // A few at once: readers are for people.
        if place >= Self.atOnce, let (id, part) = await group.next() { found[id] = part }
        group.addTask { (office, try? await store.read(office, Part.init)) }
      }
      for await (id, part) in group { found[id] = part }
      return found
    }
    for office in offices {
      guard let part = found[office] else { continue }
      behind.append((office, part.behind.map { max(0, now.seconds(since: $0)) } ?? 0))
      webhooks += part.webhooks.map { (office, $0.code, $0.standing) }
    }
  }

  private static let atOnce = 4

  /// One office's.
  private struct Part: Sendable {
    var behind: Timestamp?
    var webhooks: [(code: String, standing: WebhookStanding)]

    init(_ reader: any OfficeReader) throws {
      behind = try reader.figuresBehind()
      webhooks = try reader.webhooks().map { ($0.code, try reader.standing(of: $0.code)) }
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
      isDraining: isDraining, troubled: logs.offices)
  }
}
