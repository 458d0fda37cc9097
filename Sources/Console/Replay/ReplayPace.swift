/// How the play goes through a record: as time went, but shortly through silences that are to be skipped.
struct ReplayPace: Equatable, Sendable {
  /// A silence longer than this is skipped, in milliseconds.
  static let silence = ReplayLines.silence
  /// What a skipped silence takes at single speed, in milliseconds.
  static let shortened: Int64 = 1_500

  /// When something happens, in order.
  var offsets: [Int64]
  /// Where the record ends.
  var length: Int64
  /// Whether silences are skipped.
  var isSkipping: Bool

  /// The next place at which something happens, or the end.
  func next(after offset: Int64) -> Int64 {
    let place = offsets.partitioningPoint { $0 > offset }
    return place < offsets.count ? min(offsets[place], length) : length
  }

  /// The last place before at which something happens, or the beginning.
  func previous(before offset: Int64) -> Int64 {
    let place = offsets.partitioningPoint { $0 >= offset }
    return place > 0 ? offsets[place - 1] : 0
  }

  /// How long the silence is that a place lies in, and how long it takes to play.
  func silence(at offset: Int64) -> (length: Int64, played: Int64) {
    let place = offsets.partitioningPoint { $0 > offset }
    let from = place > 0 ? offsets[place - 1] : 0
    let gap = next(after: offset) - from
    return (gap, isSkipping && gap > Self.silence ? Self.shortened : gap)
  }

  /// The place reached from another by playing for so long.
  func advance(_ offset: Int64, by played: Int64) -> Int64 {
    var place = offset
    var left = played
    while left > 0, place < length {
      let next = next(after: place)
      let silence = silence(at: place)
      // Rounded up, so that it never stands still.
      let needed = ((next - place) * silence.played + silence.length - 1) / max(1, silence.length)
      guard left < needed else {
        left -= needed
        place = next
        continue
      }
      return place + left * silence.length / max(1, silence.played)
    }
    return place
  }

  /// How long it takes to play from one place to a later one within the same silence.
  func time(from offset: Int64, to later: Int64) -> Int64 {
    let silence = silence(at: offset)
    return (later - offset) * silence.played / max(1, silence.length)
  }
}
