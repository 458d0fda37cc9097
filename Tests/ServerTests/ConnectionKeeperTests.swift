import Desk
import Synchronization
import Testing

@testable import Server

@Suite struct ConnectionKeeperTests {
  /// What was told, by a store that refuses the first so many times.
  private final class Log: Sendable {
    private let state: Mutex<(told: [Bool], refusals: Int)>

    init(refusals: Int = 0) { state = Mutex(([], refusals)) }

    var told: [Bool] { state.withLock(\.told) }

    func tell(_ isConnected: Bool) -> Bool {
      state.withLock { state in
        state.refusals -= 1
        if state.refusals < 0 { state.told.append(isConnected) }
        return state.refusals < 0
      }
    }
  }

  private func keeper(_ log: Log) -> ConnectionKeeper {
    ConnectionKeeper(believed: []) { _, isConnected in log.tell(isConnected) }
  }

  @Test func onlyTheFirstStreamAndTheLastAreTold() async {
    let log = Log()
    let keeper = keeper(log)
    for _ in 0..<3 { await keeper.opened(.staff("zhang")) }
    for _ in 0..<3 { await keeper.closed(.staff("zhang")) }
    #expect(log.told == [true, false])
  }

  @Test func whatTheStoreRefusedIsToldAgain() async {
    let log = Log(refusals: 2)
    let keeper = keeper(log)
    await keeper.opened(.staff("zhang"))
    #expect(await keeper.retry() == 1)
    #expect(log.told.isEmpty)
    #expect(await keeper.retry() == nil)
    #expect(log.told.isEmpty, "a store that refuses is left alone for a while")
    #expect(await keeper.retry() == nil)
    #expect(log.told == [true])
  }

  @Test func presenceIsToldAgainToAConversationThatDoesNotKnowIt() async {
    let log = Log()
    let keeper = keeper(log)
    await keeper.repeatPresence(of: .visitor("p1"))
    #expect(log.told.isEmpty, "nobody is there")
    await keeper.opened(.visitor("p1"))
    await keeper.repeatPresence(of: .visitor("p1"))
    #expect(log.told == [true, true])
    await keeper.closed(.visitor("p1"))
    #expect(log.told == [true, true, false])
  }

  @Test func aBackendThatStopsTellsNobodysGoing() async {
    let log = Log()
    let keeper = keeper(log)
    await keeper.opened(.visitor("p1"))
    await keeper.stop()
    await keeper.closed(.visitor("p1"))
    #expect(log.told == [true])
  }
}
