/// Names that somebody may have meant who wrote one that is not there.
public enum NearNames {
  /// The names spelled nearly so, the nearest first: with a letter wrong in three, or of which one begins as the other does.
  public static func of(_ asked: String, among names: some Sequence<String>, limit: Int = 3) -> [String] {
    let asked = spelled(asked)
    guard !asked.isEmpty, asked.count <= longest else { return [] }
    let near = names.compactMap { name -> (distance: Int, name: String)? in
      let known = spelled(name)
      guard !known.isEmpty, known.count <= longest else { return nil }
      if asked.count > 2, known.starts(with: asked) || (known.count > 2 && asked.starts(with: known)) {
        return (1, name)
      }
      let distance = distance(asked, known)
      return distance <= max(1, asked.count / 3) && distance < asked.count ? (distance, name) : nil
    }
    return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(limit).map(\.name)
  }

  /// Characters of a name that is looked at.
  private static let longest = 64

  private static func spelled(_ name: String) -> [Character] { Array(name.lowercased()) }

  /// Letters put in, left out, changed, or swapped with their neighbour (optimal string alignment).
  private static func distance(_ one: [Character], _ other: [Character]) -> Int {
    var (before, last) = ([Int](), Array(0...other.count))
    for (row, letter) in one.enumerated() {
      var next = [row + 1]
      for (column, match) in other.enumerated() {
        var cost = min(last[column] + (letter == match ? 0 : 1), last[column + 1] + 1, next[column] + 1)
        if row > 0, column > 0, letter == other[column - 1], one[row - 1] == match {
          cost = min(cost, before[column - 1] + 1)
        }
        next.append(cost)
      }
      (before, last) = (last, next)
    }
    return last[other.count]
  }
}
