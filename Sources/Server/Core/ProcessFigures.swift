import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the process takes of the machine.
struct ProcessFigures {
  var residentBytes = 0
  var processorMicroseconds: Int64 = 0
  var openFiles = 0

  /// As the system tells it now; 0 where it does not.
  static func now() -> ProcessFigures {
    var figures = ProcessFigures()
    if let pages = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " "),
      pages.count > 1
    {
      figures.residentBytes = (Int(pages[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
    figures.openFiles = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
    var usage = rusage()
    if getrusage(numericCast(RUSAGE_SELF.rawValue), &usage) == 0 {
      let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
      let rest = Int64(usage.ru_utime.tv_usec) + Int64(usage.ru_stime.tv_usec)
      figures.processorMicroseconds = Int64(seconds) * 1_000_000 + rest
    }
    return figures
  }
}
