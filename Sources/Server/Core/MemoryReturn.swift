import NIOPosix

#if canImport(CAllocator)
  import CAllocator
#endif

/// Gives memory back to the system after many streams came or went together. What a thousand requests took while each became a stream lies about in the
/// allocator's arenas; it keeps it for good unless it is told.
struct MemoryReturn {
  /// Fewer than these leave nothing behind that is worth the trouble.
  private static let many = 64

  private var seen = 0
  private var returned = 0

  /// Whether it is time: many have come or gone since the last time, and none since the last look. `changes` counts both since the start.
  mutating func isDue(at changes: Int) -> Bool {
    defer { seen = changes }
    guard changes == seen, changes - returned >= Self.many else { return false }
    returned = changes
    return true
  }

  /// Gives back what is free, on a thread that nothing else waits for: it takes some milliseconds for each hundred megabytes.
  static func giveBack() async {
    #if canImport(CAllocator)
      _ = try? await NIOThreadPool.singleton.runIfActive { malloc_trim(0) }
    #endif
  }
}
