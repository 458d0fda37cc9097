import Desk
import Testing

@Suite("Names that may have been meant")
struct NearNamesTests {
  @Test(
    "one letter wrong in three, swapped ones and beginnings are near; others are not",
    arguments: [
      ("quue", ["queue"]), ("quene", ["queue"]), ("ticekts", ["tickets"]), ("SERVICE", ["service"]),
      ("appoint", ["appointments"]), ("messages2", ["messages"]), ("money", []), ("", []), ("x", []),
    ])
  func near(asked: String, wanted: [String]) {
    let names = ["queue", "agents", "tickets", "messages", "appointments", "service", "assistant"]
    #expect(NearNames.of(asked, among: names) == wanted)
  }

  @Test("the nearest come first, and not too many; a name without end is not looked at")
  func order() {
    #expect(NearNames.of("wangqing", among: ["wanqin", "li", "wangqing2"], limit: 2) == ["wangqing2", "wanqin"])
    #expect(NearNames.of(String(repeating: "a", count: 10_000), among: ["aaa"]).isEmpty)
  }
}
