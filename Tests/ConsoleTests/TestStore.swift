import Testing

@testable import Console

/// Sends actions and insists that every change of the state and every effect is accounted for.
struct TestStore {
  private(set) var state: State

  init(_ state: State) { self.state = state }

  /// Sends an action; `change` turns the state before into the state expected after.
  mutating func send(
    _ action: Action, effects expected: [Effect] = [], sourceLocation: SourceLocation = #_sourceLocation,
    change: (inout State) -> Void = { _ in }
  ) {
    var wanted = state
    change(&wanted)
    let effects = ConsoleReducer.reduce(&state, action)
    if effects != expected {
      Issue.record("effects\n- \(expected)\n+ \(effects)", sourceLocation: sourceLocation)
    }
    if state != wanted {
      Issue.record(
        Comment(rawValue: TestStore.difference(wanted, state).joined(separator: "\n")), sourceLocation: sourceLocation)
    }
  }

  /// Sends a key.
  mutating func press(
    _ key: Key, effects expected: [Effect] = [], sourceLocation: SourceLocation = #_sourceLocation,
    change: (inout State) -> Void = { _ in }
  ) { send(.keyPressed(key), effects: expected, sourceLocation: sourceLocation, change: change) }

  /// Moves on without accounting, to set a scene.
  @discardableResult
  mutating func arrange(_ actions: Action...) -> [Effect] {
    actions.flatMap { ConsoleReducer.reduce(&state, $0) }
  }

  /// Changes the scene itself.
  mutating func set(_ change: (inout State) -> Void) { change(&state) }

  private static func difference(_ wanted: State, _ found: State) -> [String] {
    zip(Mirror(reflecting: wanted).children, Mirror(reflecting: found).children).compactMap { old, new in
      let before = String(describing: old.value)
      let after = String(describing: new.value)
      return before == after ? nil : "\(old.label ?? "?")\n- \(before)\n+ \(after)"
    }
  }
}
