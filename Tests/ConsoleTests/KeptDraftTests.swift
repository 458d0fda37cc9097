import Desk
import Foundation
import Testing

@testable import Console

@Suite("What is kept of the writing field")
struct KeptDraftTests {
  private let full = KeptDraft(
    "请提供发票号码：", attachment: ReplyAttachment(entryLink: "invoice.red", needsPicture: true),
    prompts: [WritingPrompt(name: "发票号码", fromEnd: 0)])

  @Test("words alone are spelled as they always were; the rest comes back, too")
  func spelled() throws {
    #expect(String(decoding: try JSONEncoder().encode(["C1": KeptDraft("草稿")]), as: UTF8.self) == #"{"C1":"草稿"}"#)
    for draft in [full, KeptDraft("草稿"), ""] {
      #expect(try JSONDecoder().decode(KeptDraft.self, from: JSONEncoder().encode(draft)) == draft)
    }
  }

  @Test("two drafts of one conversation lose nothing, and joined again stay as they are")
  func joined() {
    let both = KeptDraft("另外").joined(with: full)
    #expect(both.text == "另外\n请提供发票号码：" && both.attachment == full.attachment && both.prompts == full.prompts)
    #expect(both.joined(with: full) == both && full.joined(with: KeptDraft("发票")) == full)
  }

  @Test("a reply's link is on the disk with its words and in the field after the console was killed")
  func survives() throws {
    var store = Scene.writing()
    store.arrange(.keyPressed(.character("好")))
    var state = store.state
    state.talks["C1"]?.attachment = full.attachment
    store = TestStore(state)
    let effects = store.arrange(.ticked(milliseconds: 10_000))
    let kept = KeptDraft("好", attachment: full.attachment)
    #expect(effects.contains(.persistDraft("C1", kept)))
    var next = TestStore(State(size: Size(columns: 80, rows: 24), idPrefix: "N"))
    next.arrange(.started(drafts: ["C1": kept], outbox: []))
    #expect(next.state.talks["C1"]?.attachment == full.attachment && next.state.talks["C1"]?.editor.text == "好")
  }
}
