import Foundation
import TestPrograms
import Testing

/// Runs each test of a suite once on SQLite and once on PostgreSQL: whoever asks over HTTP sees no difference.
struct EveryEngine: SuiteTrait, TestTrait, TestScoping {
  var isRecursive: Bool { true }

  /// Whether offices that name no database of their own are on PostgreSQL.
  @TaskLocal static var isOnPostgres = false

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await function()
    guard PostgresCluster.shared != nil else {
      print("skipped: PostgreSQL is not installed")
      if ProcessInfo.processInfo.environment["CI"] == "true" { Issue.record("skipped: PostgreSQL is not installed") }
      return
    }
    try await Self.$isOnPostgres.withValue(true) { try await function() }
  }
}

extension Trait where Self == EveryEngine {
  /// Runs each test once on every engine.
  static var onEveryEngine: Self { EveryEngine() }
}
