import Console
import Desk

@testable import Runtime

// The agent at the lists of what was promised.

extension Workstation {
  /// Takes, answers, gives, changes, merges, does several at once, goes by kept filters: whatever is marked just now.
  func workOnDesk() {
    guard let desk = interpreter?.state.desk else {
      press(Key(.escape), .control("t"))
      if interpreter?.state.desk != nil { press(.character(world.random.pick(["1", "2", "3", "3"]) ?? "3")) }
      return
    }
    if desk.writing != nil { return say() }
    if desk.target != nil { return choose() }
    switch world.random.number(0...17) {
    case 0, 1: press(Key(.enter))
    case 2: press(.character("c"))
    case 3...6: press(.character(world.random.pick(["a", "n", "d", "w", "x"]) ?? "a"))
    case 7: press(.character("s"))
    case 8: press(.character("e"))
    case 9: press(.character("m"))
    case 10: press(.character(" "), .character(" "))
    case 11: press(.character("F"))
    case 12: press(.character("t"))
    case 13: press(.character("/"), .character("k"), Key(.enter))
    case 14...16: press(Key(.escape))
    default: press(.character(world.random.pick(["j", "j", "k", "r", "f", "2", "3"]) ?? "j"))
    }
    if interpreter?.state.desk?.writing != nil, world.random.chance(0.6) { say() }
  }

  /// Words that say for whom they are, so that they can be looked for where they do not belong.
  private func say() {
    guard let state = interpreter?.state, let desk = state.desk, state.place == .deskWords else {
      return press(Key(.enter))
    }
    if desk.words.isBlank || desk.writing == .title {
      person.written += 1
      let isTogether = !desk.marks.isEmpty
      let name: String? =
        switch desk.held?.row.work {
        case .ticket(let id): isTogether ? nil : id.rawValue
        case .message(let id): isTogether ? nil : id.rawValue
        default: nil
        }
      let words = (name.map { "给\($0)之" } ?? "共") + "\(index).\(person.written)"
      turn(byPerson: true) { interpreter, _ in interpreter.perform(.pasted(words)) }
    }
    // What came into the list meanwhile must not matter.
    if world.random.chance(0.8) { press(Key(.enter)) }
    if world.random.chance(0.2) { press(Key(.escape)) }
  }

  private func choose() {
    if interpreter?.state.desk?.purpose == .filter, world.random.chance(0.5) { press(.character("急")) }
    for _ in 0..<world.random.number(0...3) { press(Key(.down)) }
    press(world.random.chance(0.8) ? Key(.enter) : Key(.escape))
  }
}
