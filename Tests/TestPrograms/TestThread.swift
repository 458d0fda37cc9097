import NIOPosix

/// Where tests run that wait for programs, terminals and browsers: one thread of their own, so that those waits hold up no other test.
@globalActor public actor TestThread {
  /// The one of its kind.
  public static let shared = TestThread()

  private let executor = Executor()

  /// Runs what is isolated to it.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private final class Executor: SerialExecutor {
    private let pool: NIOThreadPool

    init() {
      pool = NIOThreadPool(numberOfThreads: 1)
      pool.start()
    }

    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      pool.submit { _ in job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
  }
}
