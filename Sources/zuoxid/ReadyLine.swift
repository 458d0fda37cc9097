import Desk
import Foundation
import Server
import Storage

/// The line that tells scripts that requests are taken.
enum ReadyLine {
  static func make(url: String) -> [String: ReadyValue] { ["ready": .bool(true), "url": .text(url)] }

  static func show(_ line: [String: ReadyValue]) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard var data = try? encoder.encode(line) else { return }
    data.append(UInt8(ascii: "\n"))
    FileHandle.standardOutput.write(data)
  }

  static func complain(_ words: String) { FileHandle.standardError.write(Data((words + "\n").utf8)) }
}

/// A value of the ready line.
enum ReadyValue: Encodable {
  case bool(Bool)
  case text(String)

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .bool(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    }
  }
}

/// The ready line of a demo: with sessions for its own console.
enum DemoLine {
  private static let usualSeat: AgentID = "zhangmin"

  static func make(url: String, backend: Backend, store: any Store) async throws -> [String: ReadyValue] {
    guard let office = try await store.officeIDs().first else { return ReadyLine.make(url: url) }
    let agents = try await store.read(office) { reader in
      try reader.accountIDs().compactMap { try reader.account($0)?.agent }
    }
    var line = ReadyLine.make(url: url)
    line["taxpayerUrl"] = .text(backend.taxpayerURL)
    let seats = agents.filter { $0.role == .agent }
    if let seat = seats.first(where: { $0.id == usualSeat }) ?? seats.first {
      line["seat"] = .text(seat.id.rawValue)
      line["token"] = .text(try await backend.openSession(for: seat.id, office: office).token)
      try await backend.signInSeat(of: seat, office: office)
    }
    if let supervisor = agents.first(where: { $0.role == .supervisor }) {
      line["supervisorToken"] = .text(try await backend.openSession(for: supervisor.id, office: office).token)
    }
    return line
  }
}
