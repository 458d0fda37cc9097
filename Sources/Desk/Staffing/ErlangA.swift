/// The queue M/M/n+M (Erlang A, C. Palm 1943; formulas as in O. Garnett, A. Mandelbaum, M. Reiman, "Designing a call center with impatient customers",
/// Manufacturing & Service Operations Management 4, 2002): people come by chance at a steady rate, are served by `servers` slots, and leave when their
/// patience ends. Without patience it is Erlang C.
public struct ErlangA: Hashable, Sendable {
  /// People who come in an hour.
  public var arrivalsPerHour: Double
  /// Seconds one of them takes a slot.
  public var handleSeconds: Double
  /// Seconds somebody waits on the average before they leave; `nil` if nobody ever does.
  public var patienceSeconds: Double?
  /// Slots: seats times what each may have at once.
  public var servers: Int

  /// A queue; `nil` unless rates are above zero and finite, and there are at most 2,000 slots.
  public init?(arrivalsPerHour: Double, handleSeconds: Double, patienceSeconds: Double?, servers: Int) {
    guard arrivalsPerHour > 0, arrivalsPerHour <= 1e6, handleSeconds > 0, handleSeconds <= 1e6,
      patienceSeconds.map({ $0 > 0 && $0 <= 1e6 }) ?? true, (0...2_000).contains(servers)
    else { return nil }
    self.arrivalsPerHour = arrivalsPerHour
    self.handleSeconds = handleSeconds
    self.patienceSeconds = patienceSeconds
    self.servers = servers
  }

  var arrival: Double { arrivalsPerHour / 3600 }
  var service: Double { 1 / handleSeconds }
  var leaving: Double { patienceSeconds.map { 1 / $0 } ?? 0 }

  /// Work that comes, in slots.
  public var load: Double { arrival * handleSeconds }

  /// What it comes to in the long run; `nil` where the queue would grow for ever: nobody leaves, and there are too few slots.
  public func outlook(targetSeconds: Int) -> StaffingOutlook? {
    guard let chances = chances() else { return nil }
    let beyond = chances.indices.filter { $0 >= servers }
    let waits = beyond.reduce(0) { $0 + chances[$1] }
    let queue = beyond.reduce(0) { $0 + Double($1 - servers) * chances[$1] }
    let gone = min(1, leaving * queue / arrival)
    var inTarget = 1 - waits
    if servers > 0, !beyond.isEmpty {
      let reached = reached(within: Double(targetSeconds), ahead: beyond.count)
      inTarget += beyond.reduce(0) { $0 + chances[$1] * reached[$1 - servers] }
    }
    let busy = servers > 0 ? min(1, load * (1 - gone) / Double(servers)) : 1
    return StaffingOutlook(
      waitChance: min(1, waits), serviceLevel: min(1, max(0, inTarget)), waitSeconds: queue / arrival,
      abandonment: gone, occupancy: busy)
  }

  /// The chance that so many are there, in the long run, from nobody on.
  private func chances() -> [Double]? {
    guard leaving > 0 || load < Double(servers) else { return nil }
    // Relative to the likeliest number, so that nothing grows beyond a number's range.
    var weights = [1.0]
    var heaviest = 1.0
    var sum = 1.0
    while weights.count < Self.most {
      let count = weights.count
      let out = Double(min(count, servers)) * service + Double(max(0, count - servers)) * leaving
      let next = (weights.last ?? 0) * arrival / out
      weights.append(next)
      sum += next
      heaviest = max(heaviest, next)
      if heaviest > 1e200 {
        weights = weights.map { $0 / heaviest }
        sum /= heaviest
        heaviest = 1
      }
      if count > servers, next < heaviest * 1e-13, arrival < out { break }
    }
    return weights.map { $0 / sum }
  }

  /// More people at once are not counted with.
  static let most = 20_000

  /// Seconds until whoever has 0, 1, … ahead of them is reached with a chance of one half, if they stay: each place is gone after a time that comes by
  /// chance, and the middle of their sum follows from its first three moments (E. Cornish, R. Fisher 1938; within 4 % for the first in line, and closer
  /// with every one ahead).
  func medianWaits(ahead: Int) -> [Double] {
    var (mean, variance, third) = (0.0, 0.0, 0.0)
    return (0..<ahead).map { place in
      let rate = Double(servers) * service + leaving * Double(place)
      guard rate > 0 else { return .infinity }
      mean += 1 / rate
      variance += 1 / (rate * rate)
      third += 2 / (rate * rate * rate)
      return mean - third / variance / 6
    }
  }

  /// The chance to be served within a time with so many ahead, 0 to `ahead` − 1, for somebody who may leave meanwhile. Those ahead are served or leave,
  /// and nobody overtakes: a chain that only counts down, followed by uniformisation (A. Jensen 1953).
  func reached(within seconds: Double, ahead: Int) -> [Double] {
    let out = Double(servers) * service
    let own = leaving
    let rate = out + leaving * Double(ahead) + own
    guard rate > 0, seconds > 0 else { return Array(repeating: 0, count: ahead) }
    // The chance after so many steps, mixed with how many steps there are by then.
    var served = Array(repeating: 0.0, count: ahead)
    var mixed = served
    let mean = rate * seconds
    var logarithm = -mean
    let last = Int(mean + 8 * mean.squareRoot() + 12)
    for step in 0...last {
      let weight = Self.exponential(logarithm)
      if weight > 0 { for place in mixed.indices { mixed[place] += weight * served[place] } }
      var next = served
      for place in served.indices {
        let down = out + leaving * Double(place)
        let ahead = place == 0 ? 1 : served[place - 1]
        next[place] = (down * ahead + (rate - down - own) * served[place]) / rate
      }
      served = next
      logarithm += Self.logarithm(mean / Double(step + 1))
    }
    return mixed
  }
}
