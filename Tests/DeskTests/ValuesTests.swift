import Desk
import Foundation
import Testing

struct ValuesTests {
  @Test("Ids sort by the time they were made, and are 26 letters")
  func sortable() {
    let early = SortableID.make(at: Timestamp(milliseconds: 1_795_000_000_000), high: .max, low: .max)
    let late = SortableID.make(at: Timestamp(milliseconds: 1_795_000_000_001), high: 0, low: 0)
    #expect(early < late)
    #expect(early.utf8.count == 26)
    #expect(
      SortableID.make(at: Timestamp(milliseconds: 0), high: 0, low: 31) == String(repeating: "0", count: 25) + "Z")
  }

  @Test("Personal data keep only what staff need to recognise them")
  func masked() {
    #expect(Masked.name("张敏") == "张*")
    #expect(Masked.name("欧阳慧") == "欧**")
    #expect(Masked.name("阿依古丽·买买提") == "阿**")
    #expect(Masked.name("张") == "张*")
    #expect(Masked.name("") == "")
    #expect(Masked.mobile("13812345678") == "138****5678")
    #expect(Masked.mobile("12345") == "*****")
    #expect(Masked.contact("13812345678") == "138****5678")
    #expect(Masked.contact("62345678") == "******78", "at most a third")
    #expect(Masked.contact("12345") == "****5" && Masked.contact("ab") == "**")
    #expect(Masked.contact("a@qq.com") == "***@qq.com" && Masked.contact("zhang@qq.com") == "z***@qq.com")
    #expect(Masked.contact("微信 wx_zhangsan_1999") == "********1999")
    #expect(Masked.creditCode("91990100MA0XY00379") == "9199********0379")
  }

  @Test("An event of a kind of a later release changes the office; one that is known and broken stays an error")
  func laterKinds() throws {
    let later = #"{"at":"2026-11-26T09:00:00.000Z","position":"1.7","body":{"moonRose":{"_0":{"phase":"full"}}}}"#
    let event = try JSONDecoder().decode(Event.self, from: Data(later.utf8))
    #expect(event.body == .officeChanged(OfficeChange(kind: "moonRose")) && event.position.sequence == 7)
    let broken = #"{"at":"2026-11-26T09:00:00.000Z","position":"1.7","body":{"ended":{"_0":{"phase":"full"}}}}"#
    #expect(throws: (any Error).self) { try JSONDecoder().decode(Event.self, from: Data(broken.utf8)) }
    let known = Event(
      position: EventPosition(epoch: 1, sequence: 8), at: Timestamp(milliseconds: 1_795_000_000_000),
      body: .replyDropped(ReplyDropped(agent: "a", code: "c")))
    #expect(try JSONDecoder().decode(Event.self, from: JSONEncoder().encode(known)) == known)
  }

  @Test("A refusal keeps its kind on the wire, and every kind has words in both languages")
  func problems() {
    for kind in Problem.Kind.allCases {
      let problem = Problem(kind)
      #expect(problem.kind == kind)
      #expect((400...599).contains(problem.status))
      #expect(!problem.detail.isEmpty && !problem.detailEnglish.isEmpty)
    }
  }

  @Test("Expected wait counts who is ahead beyond the free slots; without slots it is unknown")
  func expectedWait() {
    #expect(ExpectedWait.seconds(position: 1, slots: 0, freeSlots: 0, handleSeconds: 300) == nil)
    #expect(ExpectedWait.seconds(position: 2, slots: 5, freeSlots: 3, handleSeconds: 300) == 10)
    #expect(ExpectedWait.seconds(position: 10, slots: 5, freeSlots: 0, handleSeconds: 300) == 600)
  }

  @Test("An excerpt is one line of at most 80 characters")
  func excerpt() {
    let body = MessageBody.text(TextBody("第一行\r\n第二行\n\n" + String(repeating: "税", count: 200)))
    let excerpt = body.excerpt(.chinese)
    #expect(excerpt.hasPrefix("第一行 第二行 税"))
    #expect(excerpt.count == 80)
  }
}
