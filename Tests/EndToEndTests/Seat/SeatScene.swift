import Testing

/// A backend, and an agent's seat in a terminal that has accepted the one taxpayer who waited.
struct SeatScene {
  let backend: RunningBackend
  let taxpayer: (token: String, conversation: String)
  let terminal: Tmux

  /// Makes it, up to the agent's field of writing.
  init(asking question: String) throws {
    backend = try RunningBackend()
    taxpayer = try backend.waitingTaxpayer(0, asking: question)
    terminal = try Tmux(backend.seat())
    terminal.see(question)
    try terminal.press("Enter")
    terminal.see("已接入")
  }

  /// A supervisor's wall in another terminal, showing the talks with this one marked.
  func wallOfTalks(_ question: String) throws -> Tmux {
    let leader = try Tmux(backend.wall())
    leader.see("服务水平")
    try leader.press("3")
    leader.see(question)
    return leader
  }

  func end() {
    terminal.end()
    backend.end()
  }
}
