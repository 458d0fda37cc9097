import Desk
import Storage

/// Loads import files into a store.
public enum Importer {
  /// Reads files and loads them, all or nothing. `office` is the office they must be for; `nil` takes the one they name, or the only one there
  /// is. Returns how many entries each section had.
  @discardableResult
  public static func load(
    _ files: [ImportFile], into store: some Store, office: OfficeID? = nil, with means: OfficeImport.Means,
    at now: Timestamp
  ) async throws -> [String: Int] {
    let parsed = try OfficeImport(files)
    let offices = try await store.offices()
    let meant = office ?? parsed.officeID ?? (offices.count == 1 ? offices.first?.id : nil)
    var existing: OfficeImport.Existing?
    if let meant, offices.contains(where: { $0.id == meant }) {
      existing = try await store.read(meant) { reader in
        var hashes: [AgentID: String] = [:]
        for id in try reader.accountIDs() { hashes[id] = try reader.account(id)?.passwordHash }
        return OfficeImport.Existing(
          office: try reader.office(), catalogue: try reader.catalogue(), passwordHashes: hashes,
          hosts: Set(try reader.hosts()))
      }
    }
    try await store.load(try parsed.content(over: existing, with: means), at: now)
    return parsed.counts
  }
}
