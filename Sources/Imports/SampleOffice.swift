import Desk

/// The sample office that comes with the program.
public enum SampleOffice {
  /// Its import files.
  public static var files: [ImportFile] {
    [
      ImportFile(name: "office.yaml", text: String(decoding: PackageResources.office_yaml, as: UTF8.self)),
      ImportFile(name: "knowledge.yaml", text: String(decoding: PackageResources.knowledge_yaml, as: UTF8.self)),
    ]
  }

  /// Somebody who may sign in.
  public struct SignIn: Sendable {
    /// What is typed at the first prompt.
    public var login: String
    /// What is typed at the second.
    public var password: String
    /// Who it is.
    public var agent: Agent
  }

  /// Who may sign in to it. The passwords are everybody's to read.
  public static func accounts() throws -> [SignIn] {
    // What is "hashed" by leaving it as it is can be shown.
    let means = OfficeImport.Means(hash: { $0 }, matches: { _, _ in false }, secret: { "" }, terms: { _ in "" })
    let accounts = try OfficeImport(files).content(over: nil, with: means).accounts ?? []
    return accounts.map { SignIn(login: $0.agent.id.rawValue, password: $0.passwordHash, agent: $0.agent) }
  }
}
