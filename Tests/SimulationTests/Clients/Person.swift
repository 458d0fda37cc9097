import Console
import Desk

@testable import Runtime

/// What an agent wants at the keys, and how far they are.
struct Person {
  /// Words written so far: everything is written once.
  var written = 0
}

// The agent at the keys: mostly sensible, sometimes not.

extension Workstation {
  /// Puts down the agent's next act.
  func plan() {
    let mine = life
    world.later(250...1_800, "\(agent.id) acts") { [unowned self] in
      guard life == mine, interpreter != nil else { return }
      act()
      plan()
    }
  }

  private func act() {
    guard let state = interpreter?.state, state.replica != nil else { return }
    if world.isCalm { return tidy(state) }
    if state.replica?.me.choice != .ready, world.random.chance(0.5) { return choosePresence(up: 6) }
    if state.offer != nil, world.random.chance(0.7) {
      return world.random.chance(0.75) ? press(.function(5)) : press(.alt("d"))
    }
    if state.deskBelow != nil, world.random.chance(0.6) { return workOnDesk() }
    switch world.random.number(0...31) {
    case 0...3: press(.function(5))
    case 4...6: write()
    case 7...10:
      press(Key(.enter))
      if world.random.chance(0.6) { press(Key(.enter)) }
    case 11: press(.alt(Character(String(world.random.number(1...2)))), .character("i"))
    case 12: press(.alt("e"), .character("y"))
    case 13, 14: press(.alt("w"), Key(.enter), Key(.enter))
    case 15: press(.alt("f"))
    case 16: press(.alt("z"))
    case 17: press(Key(.escape))
    case 18: if world.random.chance(0.2) { choosePresence(up: 1) } else { press(Key(.tab)) }
    case 19: passOn()
    case 20: press(.alt("h"))
    case 21:
      press(.alt("n"))
      if interpreter?.state.place == .note { press(.character("x"), Key(.enter)) }
    case 22: consult()
    case 23: press(.alt("j"))
    case 24, 25: call()
    case 26...28: workOnSheet()
    case 29: keepAppointment()
    case 30: workOnDesk()
    default: monkey()
    }
  }

  /// Confirms, cancels, begins or ends an appointment of the day.
  private func keepAppointment() {
    press(Key(.escape), .alt("b"))
    guard interpreter?.state.place == .appointments else { return }
    for _ in 0..<world.random.number(0...3) { press(.character("j")) }
    switch world.random.number(0...6) {
    case 0, 1: press(.character("c"))
    case 2, 3: press(.character("S"))
    case 4: press(.character("x"), .character("病"), Key(.enter))
    case 5: press(.character("e"))
    default: press(.character("n"))
    }
    press(Key(.escape), Key(.escape))
  }

  /// Asks a colleague, says something, and ends it now and then.
  private func consult() {
    press(.alt("q"))
    if interpreter?.state.place == .transferTarget { press(Key(.enter), .character("?"), Key(.enter)) }
    guard interpreter?.state.place == .sideTalk else { return }
    press(.character("v"), Key(.enter))
    if world.random.chance(0.4) { press(.alt("e")) }
    press(Key(.escape))
  }

  /// Sends a sheet, or takes the next step of one.
  private func workOnSheet() {
    press(Key(.escape), .alt("m"))
    switch interpreter?.state.place {
    case .sheetTemplates: press(Key(.enter), Key(.enter))
    case .sheet:
      switch world.random.number(0...7) {
      case 0...2: press(.character("a"), .character("a"))
      case 3, 4: press(.character("j"), .character("r"), Key(.enter))
      case 5: press(.character("m"))
      case 6: press(.character("d"), Key(.down), Key(.enter))
      default: press(.character("+"), Key(.enter), Key(.enter))
      }
      press(Key(.escape), Key(.escape))
    default: break
    }
  }

  /// Passes the talk on to a group or a colleague.
  private func passOn() {
    press(.alt("t"))
    guard interpreter?.state.place == .transferTarget else { return }
    for _ in 0..<world.random.number(0...4) { press(Key(.down)) }
    press(Key(.enter), Key(.enter))
    if world.random.chance(0.2) { press(Key(.escape)) }
  }

  /// Invites to remote assist or a call, answers, or hangs up.
  private func call() {
    press(.alt("x"))
    if interpreter?.state.place == .call { press(.character(Character(String(world.random.number(1...3))))) }
    if world.random.chance(0.5) { press(Key(.escape)) }
  }

  /// To the writing field, and some words into it.
  private func write() {
    guard let state = interpreter?.state, state.load > 0 else { return }
    if state.popup != nil { press(Key(.escape)) }
    let place = Character(String(world.random.number(1...Int64(max(1, state.load)))))
    press(.alt(place))
    if interpreter?.state.place != .composer { press(.character("i")) }
    person.written += 1
    let words = "坐席\(index)之\(person.written)"
    turn(byPerson: true) { interpreter, _ in interpreter.perform(.pasted(words)) }
    if world.random.chance(0.5) { press(Key(.enter)) }
  }

  /// Any key at all.
  private func monkey() {
    let keys: [Key] = [
      Key(.enter), Key(.tab), Key(.escape), Key(.up), Key(.down), Key(.pageUp), Key(.backspace), .character("p"),
      .character("g"), .character("a"), .alt("a"), Key(.down, .alt), .character("x"), .control("j"),
    ]
    if let key = world.random.pick(keys) { press(key) }
  }

  private func choosePresence(up rows: Int) {
    press(Key(.escape), .function(2))
    for _ in 0..<rows where interpreter?.state.place == .presence { press(.character("k")) }
    if interpreter?.state.place == .presence { press(Key(.enter)) }
  }

  /// Takes refused messages back, so that nothing is left to decide.
  private func tidy(_ state: State) {
    guard state.outbox.contains(where: { $0.mark.isFailed }) else { return }
    press(Key(.escape))
    for place in state.myConversations.indices.prefix(9) {
      press(.alt(Character(String(place + 1))), .alt("z"))
    }
  }

  func press(_ keys: Key...) {
    for key in keys {
      // Signing out and leaving are not what is tried here.
      if interpreter?.state.popup == .question(.signOut) || interpreter?.state.popup == .question(.quit) {
        turn(byPerson: true) { interpreter, _ in interpreter.perform(.keyPressed(Key(.escape))) }
      }
      turn(byPerson: true) { interpreter, _ in interpreter.perform(.keyPressed(key)) }
    }
  }
}
