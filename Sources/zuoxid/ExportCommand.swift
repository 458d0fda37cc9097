import ArgumentParser
import Desk
import Imports
import Server
import Storage

/// Writes content as import files.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "导出 · Writes content as an import file",
    subcommands: [OfficeFile.self, Knowledge.self, QuickReplies.self])

  /// Writes everything else.
  struct OfficeFile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "office",
      abstract: "机构、账号、日历、入口、常用语，不含密码 · The office, accounts, calendar, links, quick replies; no passwords")

    @OptionGroup var common: CommonOptions
    @Option(name: .long, help: "机构代码 · Office") var office: String?

    func run() async throws {
      try await common.telling {
        let store = try common.existingStore()
        let id = try await common.office(office, in: store)
        let export = try await store.read(id) { try OfficeExport($0) }
        print(try export.yaml(), terminator: "")
        try await store.close()
      }
    }
  }

  /// Writes the knowledge base.
  struct Knowledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "knowledge", abstract: "知识库 · The knowledge base")

    @OptionGroup var common: CommonOptions
    @Option(name: .long, help: "机构代码 · Office") var office: String?

    func run() async throws {
      try await common.telling {
        let store = try common.existingStore()
        let id = try await common.office(office, in: store)
        let (articles, synonyms) = try await store.read(id) { (try $0.articles(), try $0.synonyms()) }
        print(try KnowledgeExport.yaml(articles: articles, synonyms: synonyms), terminator: "")
        try await store.close()
      }
    }
  }

  /// Writes the office's and its groups' quick replies.
  struct QuickReplies: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "quick-replies", abstract: "机构和技能组的常用语 · Quick replies of the office and its groups")

    @OptionGroup var common: CommonOptions
    @Option(name: .long, help: "机构代码 · Office") var office: String?

    func run() async throws {
      try await common.telling {
        let store = try common.existingStore()
        let id = try await common.office(office, in: store)
        let replies = try await store.read(id) { try $0.catalogue().quickReplies }
        print(try QuickReplyFile.yaml(replies), terminator: "")
        try await store.close()
      }
    }
  }
}

extension CommonOptions {
  /// The office meant: the one named, or the only one there is.
  func office(_ name: String?, in store: any Store) async throws -> OfficeID {
    let offices = try await store.officeIDs()
    if let name, let found = offices.first(where: { $0.rawValue == name }) { return found }
    if name == nil, offices.count == 1, let only = offices.first { return only }
    guard !offices.isEmpty else {
      throw Failure(
        Localised("还没有机构：请先 zuoxid import", "There is no office yet: zuoxid import one first"), spoken)
    }
    let known = offices.map(\.rawValue).joined(separator: ", ")
    throw Failure(
      Localised("请用 --office 指明机构：\(known)", "Say which office with --office: \(known)"), spoken)
  }
}
