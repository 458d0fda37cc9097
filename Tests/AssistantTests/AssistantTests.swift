import Desk
import Testing
import Foundation
@testable import Assistant

@Suite struct RetrievalTests {
  @Test func figures() throws {
    let sample = try SampleKnowledge()
    var out: [[Any]] = []
    for (i, q) in (Questions.known + Questions.foreign.map { Questions.Known(text: $0, codes: []) }).enumerated() {
      let fits = sample.knowledge.order(q.text, try sample.candidates(for: q.text))
      out.append([
        i, q.text, q.codes,
        fits.prefix(4).map {
          [$0.article.id.rawValue, $0.article.title, $0.score, $0.coverage, $0.nearest, $0.setCoverage] as [Any]
        },
      ])
    }
    try JSONSerialization.data(withJSONObject: out).write(to: URL(filePath: "/tmp/sample-fits.json"))
  }
}
