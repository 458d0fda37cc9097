#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How many files and connections the process may have open.
enum OpenFiles {
  /// What is kept for the database, requests and the program itself.
  static let reserve = 1_000

  /// Asks for as many as the system allows, and returns how many that is; many systems begin with 1,024.
  static func raiseLimit() -> Int {
    var limit = rlimit()
    guard getrlimit(numericCast(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1_024 }
    var wanted = limit
    wanted.rlim_cur = limit.rlim_max
    // Where that is forbidden, it stays as it is.
    let reached = setrlimit(numericCast(RLIMIT_NOFILE.rawValue), &wanted) == 0 ? wanted.rlim_cur : limit.rlim_cur
    return Int(min(reached, 1_000_000))
  }
}
