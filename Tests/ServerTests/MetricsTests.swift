import HTTPTypes
import Testing

@testable import Server

@Suite struct MetricsTests {
  @Test func figuresAreWholeWellFormedAndNameNobody() async throws {
    try await TestOffice().test(.router) { caller in
      _ = try await caller.waiting(as: "p1")
      let answer = try await caller.get("/metrics")
      #expect(answer.headers[.contentType]?.hasPrefix("application/openmetrics-text; version=1.0.0") == true)
      let text = String(decoding: answer.body, as: UTF8.self)
      #expect(text.hasSuffix("# EOF\n") && !text.contains("\r"))
      let lines = text.split(separator: "\n")
      #expect(lines.contains("zuoxi_queue_waiting{office=\"test\",group=\"invoice\"} 1"))
      for line in lines where !line.hasPrefix("#") {
        let parts = line.split(separator: " ")
        #expect(parts.count == 2 && Int(parts[1]) != nil, "\(line)")
      }
      let families = lines.filter { $0.hasPrefix("# TYPE") }
      #expect(Set(families).count == families.count)
      #expect(!text.contains("p1") && !text.contains("林"))
    }
  }
}
