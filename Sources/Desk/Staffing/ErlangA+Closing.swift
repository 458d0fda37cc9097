extension ErlangA {
  /// What it comes to until closing. How likely each number of people is moves from those who are there now by the chain's own rates, in steps by the
  /// trapezoidal rule (J. Crank, P. Nicolson 1947) after a few implicit ones (R. Rannacher 1984); whoever comes by chance finds the mean of it over
  /// time (R. Wolff 1982). `nil` where too many would be there to be counted with, or nobody ever served or left.
  public func outlook(targetSeconds: Int, forSeconds seconds: Double, present: Int) -> ClosingOutlook? {
    guard seconds > 0, seconds <= 1e6, present >= 0, servers > 0 || leaving > 0, let top = top(seconds, present)
    else { return nil }
    let course = course(seconds, from: present, to: top)
    let mean = course.mean
    let ahead = top - servers + 1
    let reached = servers > 0 ? reached(within: Double(targetSeconds), ahead: ahead) : Array(repeating: 0, count: ahead)
    var (level, wait, waiting, busy) = (0.0, 0.0, 0.0, 0.0)
    var own = 0.0
    for (count, chance) in mean.enumerated() {
      busy += chance * Double(min(count, servers))
      guard count >= servers else {
        level += chance
        continue
      }
      // Whoever comes waits until one of those ahead is gone, or leaves, and then has one ahead fewer.
      let place = count - servers
      let out = Double(servers) * service + leaving * Double(place)
      own = (1 + out * own) / (out + leaving)
      level += chance * reached[place]
      wait += chance * own
      waiting += course.last[count] * Double(place)
    }
    return ClosingOutlook(
      serviceLevel: min(1, max(0, level)), waitSeconds: max(0, wait), abandonment: min(1, max(0, leaving * wait)),
      occupancy: servers > 0 ? min(1, busy / Double(servers)) : 1, waiting: max(0, waiting))
  }

  /// No more will be there by then, but for a chance that does not matter; `nil` if that is too many.
  private func top(_ seconds: Double, _ present: Int) -> Int? {
    let come = arrival * seconds
    // All stay; or what is over is what comes beyond what is served; or everybody leaves at the slower of two rates at least.
    let served = Double(servers) * service
    var added = come + 8 * come.squareRoot()
    added = min(added, max(0, come - served * seconds) + 8 * (come + served * seconds).squareRoot())
    if leaving > 0 {
      let steady = arrival / min(service, leaving)
      added = min(added, steady + 8 * steady.squareRoot())
    }
    let top = Double(max(present, servers)) + added + 20
    return top <= Double(Self.most) ? Int(top) : nil
  }

  /// How likely each number of people is, on the average of the time and at its end.
  private func course(_ seconds: Double, from present: Int, to top: Int) -> (mean: [Double], last: [Double]) {
    let out = (0...top).map { Double(min($0, servers)) * service + Double(max(0, $0 - servers)) * leaving }
    var chances = Array(repeating: 0.0, count: top + 1)
    chances[present] = 1
    var mean = Array(repeating: 0.0, count: top + 1)
    let steps = 240
    var begun = 0.0
    for step in 1...steps {
      // Short ones first: most moves at the beginning.
      let end = seconds * Double(step * step) / Double(steps * steps)
      let length = end - begun
      begun = end
      let isImplicit = step <= 4
      let before = chances
      if !isImplicit { chances = moved(chances, out, by: length / 2) }
      chances = solved(chances, out, by: isImplicit ? length : length / 2)
      for count in mean.indices {
        mean[count] += length / seconds * (isImplicit ? chances[count] : (before[count] + chances[count]) / 2)
      }
    }
    return (mean, chances)
  }

  /// A step by the rates at its beginning.
  private func moved(_ chances: [Double], _ out: [Double], by length: Double) -> [Double] {
    chances.indices.map { count in
      let isTop = count == chances.count - 1
      let come = count > 0 ? arrival * chances[count - 1] : 0
      let gone = isTop ? 0 : out[count + 1] * chances[count + 1]
      return chances[count] + length * (come + gone - ((isTop ? 0 : arrival) + out[count]) * chances[count])
    }
  }

  /// A step by the rates at its end: equations of three unknowns each, solved from the first to the last and back.
  private func solved(_ chances: [Double], _ out: [Double], by length: Double) -> [Double] {
    var (found, upper) = (chances, chances)
    let last = chances.count - 1
    for count in 0...last {
      var pivot = 1 + length * ((count == last ? 0 : arrival) + out[count])
      if count > 0 {
        pivot += length * arrival * upper[count - 1]
        found[count] += length * arrival * found[count - 1]
      }
      found[count] /= pivot
      upper[count] = count == last ? 0 : -length * out[count + 1] / pivot
    }
    for count in stride(from: last - 1, through: 0, by: -1) { found[count] -= upper[count] * found[count + 1] }
    return found
  }
}
