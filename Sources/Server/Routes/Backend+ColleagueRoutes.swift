import Desk
import Imports
import Storage

extension Backend {
  /// Who works here, also while they are away.
  func colleagueRoutes() -> [Route] {
    [
      .read("/v1/colleagues", for: Caller.seats, "The staff with their groups, signed in or not") {
        call -> ColleagueList in
        let (_, office) = try call.staff()
        let seats = try await call.backend.store.read(office) { try $0.seats() }
        return ColleagueList(
          colleagues: seats.filter { $0.agent.role != .administrator }
            .map {
              Colleague(
                agent: $0.agent.reference, groups: $0.agent.groups, pinyin: PinyinInitials.of($0.agent.name))
            })
      }
    ]
  }
}
