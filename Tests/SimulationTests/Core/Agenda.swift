/// What is going to happen, by simulated time; what was put down first for one moment happens first.
struct Agenda {
  /// Something that is going to happen.
  struct Entry {
    var time: Int64
    var words: String
    var act: () -> Void
  }

  /// The next one stands last.
  private var entries: [Entry] = []

  /// Puts something down.
  mutating func add(at time: Int64, _ words: String, _ act: @escaping () -> Void) {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].time > time { low = middle + 1 } else { high = middle }
    }
    entries.insert(Entry(time: time, words: words, act: act), at: low)
  }

  /// Takes what happens next.
  mutating func next() -> Entry? { entries.popLast() }

  /// Forgets everything.
  mutating func clear() { entries = [] }
}
