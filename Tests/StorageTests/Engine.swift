import Foundation
import Storage
import TestPrograms
import Testing

/// What the contract is held to: every engine there is.
enum Engine: String, CaseIterable, CustomTestStringConvertible {
  case sqlite = "SQLite"
  case postgres = "PostgreSQL"

  /// The engines that this machine has.
  static var all: [Engine] {
    if PostgresCluster.shared != nil { return allCases }
    print("skipped: PostgreSQL is not installed")
    if ProcessInfo.processInfo.environment["CI"] == "true" { Issue.record("skipped: PostgreSQL is not installed") }
    return [.sqlite]
  }

  var testDescription: String { rawValue }

  /// A place of its own for a test: a folder, or a connection string.
  func place() async throws -> String {
    switch self {
    case .sqlite: FileManager.default.temporaryDirectory.path + "/zuoxi-store-" + UUID().uuidString
    case .postgres: try await aside { try #require(PostgresCluster.shared).emptySchema() }
    }
  }

  /// Opens a store there.
  func open(_ place: String) async throws -> any Store {
    try await aside {
      switch self {
      case .sqlite: try Stores.sqlite(in: place)
      case .postgres: try Stores.postgres(at: place)
      }
    }
  }
}
