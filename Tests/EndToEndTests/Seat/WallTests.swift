import Foundation
import TestPrograms
import Testing

/// The supervisor's wall in a real terminal against a real backend, with a second real seat and a taxpayer who see what comes of it.
@Suite("The wall", .serialized, .enabled(if: BuiltProgram.has("tmux") && BuiltProgram.has("curl")))
@TestThread struct WallTests {
  private func notices(_ backend: RunningBackend, _ conversation: String) throws -> String {
    try Tmux.run([
      "curl", "-s", backend.ready.url + "/v1/conversations/\(conversation)", "-H",
      "Authorization: Bearer " + backend.ready.supervisorToken,
    ])
  }

  @Test(
    "a talk is watched unseen, whispered into, and taken over; the agent is told, the taxpayer goes on with the supervisor"
  )
  func takeOver() throws {
    let scene = try SeatScene(asking: "红字发票怎么开")
    defer { scene.end() }
    let (backend, taxpayer, agent) = (scene.backend, scene.taxpayer, scene.terminal)
    let leader = try scene.wallOfTalks("红字发票怎么开")
    defer { leader.end() }
    let before = try backend.ask("GET", "/v1/visit", token: taxpayer.token)["position"] as? String
    try leader.press("Enter")
    leader.see("监看")
    leader.see("已接入")
    #expect(try backend.ask("GET", "/v1/visit", token: taxpayer.token)["position"] as? String == before)
    try backend.ask("POST", "/v1/visit/typing", token: taxpayer.token, body: "{\"draft\":\"我还没写完\"}")
    leader.see("我还没写完")
    try agent.type("您稍等")
    try agent.press("Enter")
    leader.see("您稍等")
    try leader.press("w")
    leader.see("Enter 送出")
    try leader.type("先核实身份")
    try leader.press("Enter")
    leader.see("密语已送达")
    agent.see("先核实身份")
    leader.miss("Enter 送出")
    try leader.press("T")
    leader.see("Enter 接管")
    try leader.type("投诉升级")
    try leader.press("Enter")
    agent.see("已接管")
    agent.see("投诉升级")
    leader.see("继续为您服务")
    try leader.type("我是值班长")
    try leader.press("Enter")
    let isSaid = leader.wait(seconds: 10) { (try? backend.words(of: taxpayer.conversation).contains("我是值班长")) == true }
    #expect(isSaid)
    let page = String(
      decoding: try JSONSerialization.data(
        withJSONObject: backend.ask("GET", "/v1/visit/messages", token: taxpayer.token)), as: UTF8.self)
    #expect(page.contains("supervisorTookOver") && !page.contains("先核实身份"), "\(page)")
  }

  @Test("joined, both write and the taxpayer is told; moved, the talk waits for the other seat")
  func joinAndMove() throws {
    let scene = try SeatScene(asking: "怎么变更地址")
    defer { scene.end() }
    let (backend, taxpayer, agent) = (scene.backend, scene.taxpayer, scene.terminal)
    let leader = try scene.wallOfTalks("怎么变更地址")
    defer { leader.end() }
    try leader.press("J")
    leader.see("Enter 加入")
    try leader.press("Enter")
    leader.see("加入对话")
    agent.see("加入对话")
    try leader.type("我来补充")
    try leader.press("Enter")
    agent.see("我来补充")
    try leader.press("Escape")
    leader.see("Enter 写消息")
    try leader.press("e")
    agent.see("已离开对话")
    try leader.press("F")
    leader.see("服务水平")
    try leader.press("3")
    leader.see("怎么变更地址")
    try leader.press("m")
    leader.see("Enter 转走")
    try leader.press("Enter")
    agent.see("转走")
    let isWaiting = leader.wait(seconds: 10) {
      let detail = try? backend.ask(
        "GET", "/v1/conversations/\(taxpayer.conversation)", token: backend.ready.supervisorToken)
      return (detail?["conversation"] as? [String: Any])?["stage"] as? String == "waiting"
    }
    #expect(isWaiting)
  }

  @Test(
    "a seat is put to a state with a reason its agent reads; a queue is closed to the page; an announcement is read by a key"
  )
  func orders() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let agent = try Tmux(backend.seat())
    defer { agent.end() }
    agent.see("示闲")
    let leader = try Tmux(backend.wall())
    defer { leader.end() }
    leader.see("服务水平")
    try leader.press("2")
    try leader.press("s")
    leader.see("选状态")
    try leader.press("Down")
    try leader.press("Enter")
    leader.see("Enter 提交")
    try leader.type("先处理积压")
    try leader.press("Enter")
    agent.see("先处理积压")
    agent.see("示忙")
    leader.miss("Enter 提交")
    try leader.press("a")
    leader.see("公告发给谁")
    try leader.press("Enter")
    leader.see("Enter 发出")
    try leader.type("五点停机升级")
    try leader.press("Enter")
    agent.see("五点停机升级")
    try agent.press("C-r")
    agent.miss("五点停机升级")
    leader.miss("Enter 发出")
    try leader.press("6")
    leader.see("已阅 1/")
    try leader.press("1")
    try leader.press("o")
    leader.see("Enter 关闭")
    try leader.type("停电，明早恢复")
    try leader.press("Enter")
    leader.see("排队已关闭")
    let list = try backend.ask("GET", "/v1/snapshot", token: backend.ready.token)
    let groups = ((list["office"] as? [String: Any])?["closedQueues"] as? [[String: Any]])?.compactMap {
      $0["group"] as? String
    }
    let group = try #require(groups?.first)
    let people = try backend.taxpayer(1)
    let refused = try backend.ask(
      "POST", "/v1/visit/escalate", token: people, body: "{\"group\":\"\(group)\"}")
    #expect(refused["detail"] as? String == "停电，明早恢复")
  }

  @Test("it is refused in words to whoever does not lead")
  func refused() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let leader = try Tmux(backend.wall(as: backend.ready.token) + "; sleep 30")
    defer { leader.end() }
    leader.see("值班墙需要值班长账号")
  }

  @Test(
    "a figure is watched from the wall, its alert stands until somebody looks after it; whoever waits is offered other ways"
  )
  func alerts() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let taxpayer = try backend.waitingTaxpayer(0, asking: "怎么开数电票")
    let leader = try Tmux(backend.wall())
    defer { leader.end() }
    leader.see("服务水平")
    try leader.press("t")
    leader.see("选指标")
    try leader.type("排队人数")
    leader.see("此刻")
    try leader.press("Enter")
    leader.see("选技能组")
    try leader.press("Enter")
    leader.see("警告 严重：10 20")
    try leader.type("0 5")
    try leader.press("Enter")
    leader.see("告警指标已保存")
    leader.see("警告 排队人数 1", seconds: 30)
    try leader.press("7")
    leader.see("限 0 5")
    try leader.press("h")
    leader.see("在处理")
    try leader.press("1")
    leader.see("下班提议")
    try leader.press("c")
    leader.see("排队的全部 1 人")
    try leader.press("Enter")
    leader.see("已向 1 人提议")
    let page = String(
      decoding: try JSONSerialization.data(
        withJSONObject: backend.ask("GET", "/v1/visit/messages", token: taxpayer.token)), as: UTF8.self)
    #expect(page.contains("otherWays"))
  }

  @Test("from a figure to the conversation behind it and what was said in it; a taxpayer is blocked and let in again")
  func behindFigures() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let taxpayer = try backend.waitingTaxpayer(0, asking: "红字发票怎么开")
    let conversation = "/v1/conversations/" + taxpayer.conversation
    for act in ["/accept", "/end"] { try backend.ask("POST", conversation + act, token: backend.ready.token) }
    let leader = try Tmux(backend.wall())
    defer { leader.end() }
    leader.see("服务水平")
    try leader.press("9")
    leader.see("全机构")
    // Counted within a second or two.
    let isCounted = leader.wait(seconds: 20) {
      let facts = try? backend.ask("GET", "/v1/reports/conversations", token: backend.ready.supervisorToken)
      return (facts?["facts"] as? [Any])?.isEmpty == false
    }
    #expect(isCounted)
    for _ in 0..<11 { try leader.press("j") }
    leader.see("要求人工并进入排队")
    try leader.press("Enter")
    leader.see("及时接入")
    try leader.press("Enter")
    leader.see("红字发票怎么开")
    leader.see("播放")
    try leader.press("Escape")
    leader.see("及时接入")
    let other = try backend.waitingTaxpayer(1, asking: "你们都是骗子")
    try leader.press("Escape")
    // A key sooner after the escape would be one held with Alt.
    leader.miss("及时接入")
    try leader.press("g")
    try leader.press("Enter")
    leader.see("你们都是骗子")
    try leader.press("b")
    leader.see("选时长")
    try leader.press("Enter")
    leader.see("纳税人看不到原因")
    try leader.type("持续辱骂")
    try leader.press("Enter")
    leader.see("已拉黑")
    let detail = try backend.ask("GET", "/v1/conversations/" + other.conversation, token: backend.ready.supervisorToken)
    #expect((detail["conversation"] as? [String: Any])?["endReason"] as? String == "blocked")
    try leader.press("8")
    leader.see("持续辱骂")
    try leader.press("u")
    leader.see("Enter 解除")
    try leader.press("Enter")
    leader.see("没有被拉黑的人")
  }
}
