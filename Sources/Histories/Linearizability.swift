import Desk

/// Whether what several clients did to one conversation at the same time, and were told of it, can be put into one order that a single careful clerk
/// could have followed: each attempt at a moment between its beginning and its answer. Herlihy and Wing's condition, searched as Wing and Gong do, with
/// Lowe's memory of what was tried (doi:10.1145/78969.78972, doi:10.1006/jpdc.1993.1015, doi:10.1002/cpe.3928).
public enum Linearizability {
  /// A conversation as far as it matters to who may do what.
  public enum Standing: Hashable, Sendable {
    case waiting
    /// Waiting for this agent, to whom it was passed on.
    case reserved(AgentID)
    case talking(AgentID)
    /// Over; who had it last is still told to whoever asks.
    case over(AgentID?)
  }

  /// The conversations for which there is no such order, each looked at by itself. `returns` says how often each went
  /// back to the queue by itself.
  public static func breaches(of attempts: [Attempt], returns: [ConversationID: Returns] = [:]) -> [Breach] {
    let concerned = attempts.filter { !$0.wish.isMessage && $0.outcome != .refused }
    var byConversation: [ConversationID: [Attempt]] = [:]
    for attempt in concerned {
      if let id = attempt.wish.conversation { byConversation[id, default: []].append(attempt) }
    }
    return byConversation.sorted { $0.key < $1.key }.compactMap { id, attempts in
      guard !isLinearizable(attempts, returns: returns[id] ?? Returns()) else { return nil }
      let told = attempts.sorted { $0.begun < $1.begun }.map { "\($0.wish) → \($0.outcome)" }
      return Breach(.linearizability, "\(id): no order explains " + told.joined(separator: "; "))
    }
  }

  /// Whether there is an order for attempts at one conversation that waits at first, and that went back to the queue by itself so many times.
  public static func isLinearizable(_ attempts: [Attempt], returns: Returns = Returns()) -> Bool {
    let known = attempts.filter { $0.outcome != .unknown }
    // One of which nothing is known may have happened at any time after it began, or never.
    let unknown = attempts.filter { $0.outcome == .unknown }
    var search = Search(known: known, unknown: unknown)
    return search.finds(Search.Point(returns: returns))
  }

  /// What an attempt told as `outcome` makes of a standing; `nil` where it could not have been told that.
  static func next(_ standing: Standing, _ wish: Attempt.Wish, _ outcome: Attempt.Outcome) -> Standing? {
    switch (outcome, wish, standing) {
    case (.done, .accept(_, let agent), .waiting): .talking(agent)
    case (.done, .accept(_, let agent), .reserved(let target)) where target == agent: .talking(agent)
    case (.done, .end(_, let agent), .talking(let owner)) where owner == agent: .over(agent)
    case (.done, .transfer(_, let agent, let target), .talking(let owner)) where owner == agent:
      target.map(Standing.reserved) ?? .waiting
    case (.done, .leave, .waiting), (.done, .leave, .reserved): .over(nil)
    case (.taken(let owner), .accept(_, let agent), .talking(let now)) where owner == now && owner != agent: standing
    case (.taken(let owner), .accept, .over(let last)) where last == nil || owner == last: standing
    default: nil
    }
  }

  private struct Search {
    struct Point: Hashable {
      var taken: Set<Int> = []
      var used: Set<Int> = []
      var standing = Standing.waiting
      var returns: Returns
    }

    let known: [Attempt]
    let unknown: [Attempt]
    var tried: Set<Point> = []

    mutating func finds(_ point: Point) -> Bool {
      if point.taken.count == known.count { return true }
      guard tried.insert(point).inserted else { return false }
      // Whatever comes next began before the first of those left was answered.
      let left = known.indices.filter { !point.taken.contains($0) }
      let horizon = left.map { known[$0].ended }.min() ?? .max
      for index in left where known[index].begun <= horizon {
        guard let standing = Linearizability.next(point.standing, known[index].wish, known[index].outcome) else {
          continue
        }
        var further = point
        further.taken.insert(index)
        further.standing = standing
        if finds(further) { return true }
      }
      for index in unknown.indices where !point.used.contains(index) && unknown[index].begun <= horizon {
        guard let standing = Linearizability.next(point.standing, unknown[index].wish, .done) else { continue }
        var further = point
        further.used.insert(index)
        further.standing = standing
        if finds(further) { return true }
      }
      var further = point
      further.standing = .waiting
      switch point.standing {
      case .talking where point.returns.requeues > 0: further.returns.requeues -= 1
      case .reserved where point.returns.lapses > 0: further.returns.lapses -= 1
      default: return false
      }
      return finds(further)
    }
  }
}
