import Desk
import Storage

extension Backend {
  /// What `/metrics` tells that is looked up when it is asked for; what cannot be read now is left out.
  func standing() async -> Metrics.Standing {
    var floors: [(office: OfficeID, floor: FloorDigest)] = []
    for desk in await hubs.all() { floors.append((desk.hub.office, await desk.hub.digest(at: clock()))) }
    floors.sort { $0.office < $1.office }
    var standing = Metrics.Standing(
      floors: floors, heads: (try? await store.heads()) ?? [:], store: store.statistics, load: admission.figures,
      isDraining: isDraining)
    let now = clock()
    for office in (try? await store.offices()) ?? [] {
      let found = try? await store.read(office.id) { reader in
        (try reader.figuresBehind(), try reader.webhooks().map { ($0.code, try reader.standing(of: $0.code)) })
      }
      guard let (since, webhooks) = found else { continue }
      standing.behind.append((office.id, since.map { max(0, now.seconds(since: $0)) } ?? 0))
      standing.webhooks += webhooks.map { (office.id, $0.0, $0.1) }
    }
    return standing
  }
}
