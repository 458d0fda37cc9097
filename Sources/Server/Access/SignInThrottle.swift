import Desk

/// Slows down guessing, per account and per address: the first failures are free, each further one doubles the wait.
struct SignInThrottle: Sendable {
  private struct Record {
    var failures = 0
    var lastAt: Timestamp
    var blockedUntil: Timestamp
  }

  /// Failures of one account before it has to wait.
  static let freePerAccount = 5
  /// Failures from one address before it has to wait; many people may share an address.
  static let freePerAddress = 30
  private static let longestSeconds = 900
  private static let forgetAfterSeconds = 1800
  private static let mostRecords = 10_000
  private var records: [String: Record] = [:]

  /// Begins a guess: counts it as a failure until it turns out otherwise. Seconds to wait before a password is looked at, and then nothing is
  /// counted; `nil` when none.
  mutating func begin(account: String, address: String, at now: Timestamp) -> Int? {
    if let seconds = wait(account: account, address: address, at: now) { return seconds }
    if records.count >= Self.mostRecords { forget(at: now) }
    note(key(account: account), free: Self.freePerAccount, at: now)
    note(key(address: address), free: Self.freePerAddress, at: now)
    return nil
  }

  private func wait(account: String, address: String, at now: Timestamp) -> Int? {
    let until = [key(account: account), key(address: address)].compactMap { records[$0]?.blockedUntil }.max()
    guard let until, until > now else { return nil }
    return Int((until.milliseconds - now.milliseconds + 999) / 1000)
  }

  /// A right password wipes the account's slate; of the address's it takes away this one guess.
  mutating func succeeded(account: String, address: String) {
    records[key(account: account)] = nil
    takeBack(key(address: address), free: Self.freePerAddress)
  }

  /// The guess was never looked at.
  mutating func withdrawn(account: String, address: String) {
    takeBack(key(account: account), free: Self.freePerAccount)
    takeBack(key(address: address), free: Self.freePerAddress)
  }

  private mutating func takeBack(_ key: String, free: Int) {
    guard var record = records[key] else { return }
    record.failures -= 1
    if record.failures < free { record.blockedUntil = record.lastAt }
    records[key] = record.failures > 0 ? record : nil
  }

  private mutating func note(_ key: String, free: Int, at now: Timestamp) {
    var record = records[key] ?? Record(lastAt: now, blockedUntil: now)
    if now.seconds(since: record.lastAt) > Self.forgetAfterSeconds { record = Record(lastAt: now, blockedUntil: now) }
    record.failures += 1
    record.lastAt = now
    let beyond = record.failures - free
    if beyond >= 0 {
      record.blockedUntil = now.advanced(seconds: min(Self.longestSeconds, 1 << min(beyond, 10)))
    }
    records[key] = record
  }

  private mutating func forget(at now: Timestamp) {
    records = records.filter { $0.value.blockedUntil > now }
    // All of them blocked: an attack wide enough that forgetting the oldest costs less than the memory.
    if records.count >= Self.mostRecords { records.removeAll() }
  }

  private func key(account: String) -> String { "a:" + account }
  private func key(address: String) -> String { "n:" + address }
}
