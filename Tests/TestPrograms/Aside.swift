import Foundation

/// Does what blocks (waits for a lock, a program, a server) on a thread of its own. Tasks have no more threads than the machine has cores: a test
/// that blocks one of them holds up the very test that would let it go on.
public func aside<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
  }
}
