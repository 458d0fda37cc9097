import Desk
import Glyphs
import Testing

@testable import Console

@Suite("Playing a record")
struct ReplayReducerTests {
  private func player(_ columns: Int = 80, _ rows: Int = 24, speed: ReplaySpeed = .once) -> ReplayState {
    ReplayState(
      ReplayTimeline(SampleRecord.record()), preferences: Preferences(), size: Size(columns: columns, rows: rows),
      speed: speed, monotonic: 1_000)
  }

  @discardableResult
  private func run(_ state: inout ReplayState, _ actions: ReplayAction...) -> [ReplayEffect] {
    actions.flatMap { ReplayReducer.reduce(&state, $0) }
  }

  private func press(_ state: inout ReplayState, _ keys: Key...) {
    for key in keys { run(&state, .keyPressed(key)) }
  }

  private func numbers(_ state: ReplayState) -> [Int] { state.past.compactMap(\.message?.number) }

  @Test("as time goes by, so does the record; with silences kept, second for second")
  func trueTime() {
    var state = player()
    press(&state, .character("s"))
    #expect(numbers(state) == [1])
    run(&state, .ticked(milliseconds: 1_999))
    #expect(state.position == 999 && numbers(state) == [1])
    run(&state, .ticked(milliseconds: 2_000))
    #expect(numbers(state) == [1, 2])
    run(&state, .ticked(milliseconds: 4_000))
    #expect(state.position == 3_000)
  }

  @Test(
    "at each speed the clock of then runs that much faster",
    arguments: [
      (ReplaySpeed.once, 1_000), (.twice, 2_000), (.fourfold, 4_000), (.eightfold, 8_000), (.sixteenfold, 16_000),
    ]
      as [(ReplaySpeed, Int64)])
  func speeds(speed: ReplaySpeed, position: Int64) {
    var state = player(speed: speed)
    press(&state, .character("s"))
    run(&state, .ticked(milliseconds: 2_000))
    #expect(state.position == position)
  }

  @Test("a silence over three seconds takes one and a half, a shorter one its own time")
  func silence() {
    var state = player()
    run(&state, .ticked(milliseconds: 2_000))
    #expect(state.position == 1_000)
    // Twenty-nine seconds until the queue.
    run(&state, .ticked(milliseconds: 2_750))
    #expect(state.position == 15_500)
    run(&state, .ticked(milliseconds: 3_500))
    #expect(state.position == 30_000)
    // A minute until the acceptance, eight seconds until the first words, then one second each.
    run(&state, .ticked(milliseconds: 5_000), .ticked(milliseconds: 6_500))
    #expect(state.position == 98_000)
    run(&state, .ticked(milliseconds: 8_500))
    #expect(state.position == 100_000)
  }

  @Test("at the greatest speed moment follows moment, and it ends by itself")
  func unbounded() {
    var state = player(speed: .unbounded)
    var positions: [Int64] = []
    for tick in 1...40 where state.isPlaying {
      run(&state, .ticked(milliseconds: 1_000 + Int64(tick) * 50))
      positions.append(state.position)
    }
    #expect(positions == Array(Set(state.moments.map(\.offset)).sorted().dropFirst()))
    #expect(state.isAtEnd && !state.isPlaying && state.nextWakeup == nil)
    press(&state, .character(" "))
    #expect(state.position == 0 && state.isPlaying, "from the beginning again")
  }

  @Test("every way through it ends at its end, whatever the ticks, and never goes back")
  func always() {
    for speed in ReplaySpeed.allCases {
      for step in [1, 7, 50, 333, 4_999] as [Int64] {
        var state = player(speed: speed)
        var time: Int64 = 1_000
        var last: Int64 = 0
        for _ in 0..<200_000 where state.isPlaying {
          time += step
          run(&state, .ticked(milliseconds: time))
          #expect(state.position >= last)
          last = state.position
        }
        #expect(state.position == state.timeline.length, "\(speed) in steps of \(step)")
      }
    }
  }

  @Test("while it plays it wakes when something happens or the second changes; while it stands, never")
  func wakeups() throws {
    var state = player()
    press(&state, .character("s"))
    #expect(state.nextWakeup == 2_000)
    press(&state, .character("+"), .character("+"))
    #expect(state.nextWakeup == 1_250)
    press(&state, .character(" "))
    #expect(state.nextWakeup == nil)
    run(&state, .ticked(milliseconds: 50_000))
    press(&state, .character(" "))
    run(&state, .ticked(milliseconds: 50_100))
    #expect(state.position == 400, "the time it stood does not count")
    run(&state, .ticked(milliseconds: 500_000))
    #expect(state.position == 400, "nor the time the machine slept")
  }

  @Test(
    "keys go where they say",
    arguments: [
      ([Key.character("n")], 1_000), ([.character("j"), Key(.down)], 98_000), ([.character("9")], 216_000),
      ([Key(.end), .character("N")], 212_000), ([Key(.end), .character("k"), Key(.up)], 170_000),
      ([Key(.end)], 240_000),
      ([Key(.right)], 10_000), ([Key(.right), Key(.right), Key(.left)], 10_000), ([Key(.left)], 0),
      ([Key(.end), Key(.right)], 240_000), ([Key(.end), .character("g")], 0), ([.character("5")], 120_000),
    ] as [([Key], Int64)])
  func moves(keys: [Key], position: Int64) {
    var state = player()
    for key in keys { press(&state, key) }
    #expect(state.position == position)
  }

  @Test("what the taxpayer saw hides what staff wrote, and steps through the notices too")
  func taxpayerView() {
    var state = player(120, 40)
    press(&state, Key(.end))
    func shows(_ words: String) -> Bool {
      ReplayLines(state, width: 80).lines(limit: 100).contains { line in
        switch line {
        case .talk(let line): line.text.string.contains(words)
        case .event(let text, _, _), .note(let text, _), .silence(let text, _): text.string.contains(words)
        }
      }
    }
    #expect(shows("第三次来问") && shows("调整额度") && shows("等待 01:00") && shows("42 秒"))
    #expect(!shows("已接入，为您服务"))
    press(&state, .character("p"))
    #expect(!shows("第三次来问") && !shows("调整额度") && shows("已接入，为您服务") && shows("不客气"))
    #expect(numbers(state) == Array(1...12))
  }

  @Test("a silence is shown while it lasts, and names who waits for whom")
  func silentLine() {
    var state = player(120, 40)
    press(&state, .character("n"), Key(.right))
    let last = ReplayLines(state, width: 80).lines(limit: 50).last
    #expect(last == .silence("… 10 秒 · 智能应答", .calm))
    press(&state, .character("3"))
    #expect(ReplayLines(state, width: 80).lines(limit: 50).last == .silence("… 42 秒 · 排队中", .soon))
  }

  @Test("a click on the time line goes there, the wheel goes message by message, anywhere else nothing happens")
  func pointer() {
    var state = player()
    let layout = ReplayLayout(state.size)
    run(&state, .pointed(.pressed, column: layout.bar.x + layout.bar.width - 1, row: layout.bar.y))
    #expect(state.position == 240_000)
    run(&state, .pointed(.wheelUp, column: 3, row: 3))
    #expect(state.position == 212_000)
    run(&state, .pointed(.pressed, column: layout.bar.x, row: layout.bar.y - 1))
    #expect(state.position == 0)
    run(&state, .pointed(.pressed, column: 3, row: 3), .pointed(.wheelDown, column: 0, row: 0))
    #expect(state.position == 1_000)
  }

  @Test("help, language and theme; leaving closes help first")
  func others() {
    var state = player()
    press(&state, .character("?"), .character("j"))
    #expect(state.help == 1)
    #expect(run(&state, .keyPressed(.character("q"))).isEmpty && state.help == nil)
    press(&state, .character("L"))
    #expect(state.preferences.language == .english)
    #expect(run(&state, .keyPressed(.character("T"))) == [.useTheme("light")])
    #expect(run(&state, .keyPressed(.character("q"))) == [.quit])
    #expect(run(&state, .terminationAsked) == [.quit])
  }

  @Test("each key means one thing, and everything is in help in both languages")
  func table() {
    let keys = ReplayCommand.table.flatMap(\.keys)
    #expect(keys.count == Set(keys).count)
    for command in ReplayCommand.table {
      #expect(!command.keys.isEmpty)
      #expect(!command.name.chinese.isEmpty && !command.name.english.isEmpty)
      #expect(!command.tooltip.chinese.isEmpty && !command.tooltip.english.isEmpty)
    }
    let helped = ReplayCommand.helpLines.count { if case .command = $0 { true } else { false } }
    #expect(helped == ReplayCommand.table.count - 8)
  }

  @Test("an empty record, and one of a single moment, can be played")
  func small() {
    for bodies in [[], Array(SampleRecord.bodies.prefix(1))] {
      var state = ReplayState(
        ReplayTimeline(SampleRecord.record(bodies)), preferences: Preferences(), size: Size(columns: 80, rows: 24),
        monotonic: 0)
      for key in ReplayCommand.table.flatMap(\.keys) { press(&state, key) }
      run(&state, .ticked(milliseconds: 10), .pointed(.pressed, column: 30, row: 22), .ticked(milliseconds: 900))
      #expect(state.position == 0)
    }
  }
}
