import Desk
import Hummingbird
import Service
import Storage

extension Backend {
  /// Filters of lists 常用筛选 that agents keep for themselves.
  func filterRoutes() -> [Route] {
    [
      .read("/v1/saved-filters", for: Caller.seats, "The filters the agent keeps") { call -> SavedFilters in
        let (agent, office) = try call.staff()
        return try await call.backend.store.read(office) { try $0.savedFilters(of: agent.id) }
      },
      Route(
        method: .post, path: "/v1/saved-filters", callers: Caller.seats,
        summary: "Keeps a filter under its name, or forgets it; tells all that are kept",
        request: .json(SavedFilterChange.self), answer: .json(SavedFilters.self), key: .taken
      ) { call in
        let change = try JSONBody.decode(SavedFilterChange.self, from: call.body)
        _ = try await call.perform(.changeFilter(change))
        let (agent, office) = try call.staff()
        return try Route.json(try await call.backend.store.read(office) { try $0.savedFilters(of: agent.id) })
      },
    ]
  }
}
