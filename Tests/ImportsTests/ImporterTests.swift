import Desk
import Foundation
import Imports
import Storage
import Testing

struct ImporterTests {
  static let means = OfficeImport.Means(
    hash: { "hash:" + $0 }, secret: { String(repeating: "s", count: 43) }, terms: { $0 })
  static let now = Timestamp(milliseconds: 1_795_000_000_000)

  static func content(_ text: String, over existing: OfficeImport.Existing? = nil) throws -> OfficeContent {
    try OfficeImport([ImportFile(name: "f.yaml", text: text)]).content(over: existing, with: means)
  }

  @Test("The sample office loads, and loading it again changes no secret and no password given before")
  func sample() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/zuoxi-import-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try SQLiteStore(folder: folder)
    let counts = try await Importer.load(SampleOffice.files, into: store, with: Self.means, at: Self.now)
    #expect((counts["articles"] ?? 0) >= 150)
    let office = try #require(try await store.offices().first).id
    let secret = try await store.read(office) { try $0.hostSecret("sample") }
    #expect(secret == String(repeating: "s", count: 43))
    let other = OfficeImport.Means(hash: { $0 }, secret: { "another" }, terms: { $0 })
    try await Importer.load(SampleOffice.files, into: store, with: other, at: Self.now)
    #expect(try await store.read(office) { try $0.hostSecret("sample") } == secret)
    #expect(try await store.read(office) { try $0.seats().count } == 9)
    #expect(try await store.read(office) { try $0.sampleTaxpayers().count } == 12)
    #expect(try await store.read(office) { try $0.popularArticles().isEmpty } == false)

    // What is exported can be loaded again and says the same.
    let (articles, synonyms) = try await store.read(office) { (try $0.articles(), try $0.synonyms()) }
    let yaml = try KnowledgeExport.yaml(articles: articles, synonyms: synonyms)
    try await Importer.load(
      [ImportFile(name: "export.yaml", text: yaml)], into: store, office: office, with: Self.means, at: Self.now)
    let (again, synonymsAgain) = try await store.read(office) { (try $0.articles(), try $0.synonyms()) }
    #expect(again == articles)
    #expect(synonymsAgain == synonyms)
    try await store.close()
  }
}
