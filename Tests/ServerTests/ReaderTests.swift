import Desk
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(5))) struct ReaderTests {
  private func record(_ text: String) -> ByteBuffer { ByteBuffer(string: text) }

  private func reader(_ sink: Sink, records: Int = 10, bytes: Int = 1_000) -> StreamReader {
    StreamReader(
      subject: .staff("a"), session: .any, outlet: sink.outlet(), records: records, bytes: bytes,
      openedAt: Timestamp(milliseconds: 0))
  }

  @Test func whatComesDuringAWriteGoesOutTogetherAndInOrder() async {
    let sink = Sink(isStuck: true)
    let reader = reader(sink)
    for text in ["1", "2", "3"] { reader.take(record(text)) }
    #expect(sink.writes == ["1"])
    sink.release()
    #expect(sink.writes == ["1", "23"])
    reader.finish()
    reader.take(record("4"))
    await withCheckedContinuation { over in reader.whenEnded { over.resume() } }
    #expect(sink.writes == ["1", "23"])
  }

  @Test("What a socket takes in part goes on where it stopped, before what came meanwhile")
  func partOfARecord() {
    let sink = Sink(isStuck: true, room: 5)
    let reader = reader(sink)
    for text in ["abcd", "efgh", "i"] { reader.take(record(text)) }
    #expect(sink.writes == ["abcd", "e", "fgh"])
    sink.release()
    #expect(sink.writes.joined() == "abcdefghi")
  }

  @Test("Memory is given back once, when many streams came or went and no more do")
  func memory() {
    var memory = MemoryReturn()
    let looks = [0, 63, 63, 64, 500, 1_000, 1_000, 1_000, 1_010, 1_010, 2_000, 2_000].map { memory.isDue(at: $0) }
    #expect(looks.indices.filter { looks[$0] } == [6, 11])
  }

  @Test(arguments: [(3, 1_000), (1_000, 10)]) func whoDoesNotTakeIsCutAndOthersAreNot(_ limits: (Int, Int)) async {
    let (stuck, free) = (Sink(isStuck: true), Sink())
    let slow = reader(stuck, records: limits.0, bytes: limits.1)
    let quick = reader(free, records: limits.0, bytes: limits.1)
    for _ in 1...20 { for reader in [slow, quick] { reader.take(record("abcd")) } }
    #expect(slow.isCut && !quick.isCut)
    #expect(stuck.isClosed && !free.isClosed)
    #expect(free.writes.count == 20)
    stuck.release()
    #expect(stuck.writes.count == 1, "nothing after a hole")
    await withCheckedContinuation { over in slow.whenEnded { over.resume() } }
  }

  @Test func aConnectionThatTakesNothingForTooLongIsCut() {
    let sink = Sink(isStuck: true)
    let reader = reader(sink)
    for _ in 1...5 { reader.cutIfStalled(beats: 2) }
    #expect(!reader.isCut, "nothing was to be written")
    reader.take(record("1"))
    for _ in 1...2 { reader.cutIfStalled(beats: 2) }
    #expect(!reader.isCut)
    reader.cutIfStalled(beats: 2)
    #expect(reader.isCut)
  }

  @Test("A reader whom the system gives up is counted as cut")
  func givenUp() async throws {
    // Heartbeats that never come: nobody but the system looks whether anything is taken.
    let office = try await TestOffice(options: BackendOptions(readerStallSeconds: 1, heartbeatSeconds: 3_600))
    try await office.test(.live) { caller in
      let visit = try await caller.visit(as: "p1")
      let deaf = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .channelOption(.autoRead, value: false).channelOption(.socketOption(.so_rcvbuf), value: 4_096)
        .connect(host: "localhost", port: try #require(caller.client.port)).get()
      try await deaf.writeAndFlush(
        ByteBuffer(string: "GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(visit.token)\r\n\r\n"))
      let hub = try await office.backend.hubs.desk(of: TestOffice.id).hub
      while await hub.readerCount < 1 { await Task.yield() }
      for number in 1...20 {
        let draft = MessageDraft(id: MessageID("m\(number)"), text: String(repeating: "税", count: 2_000))
        #expect(try await caller.post("/v1/visit/messages", visit.token, draft).status == 201)
      }
      while try await !caller.tells("zuoxi_stream_readers 0\n") {}
      #expect(try await caller.tells("zuoxi_stream_cuts_total 1\n"))
      try? await deaf.close()
    }
  }

  @Test func aLivePeerThatNeverReadsIsCutWhileOthersGoOn() async throws {
    var options = BackendOptions()
    options.readerBytes = 200_000
    let office = try await TestOffice(options: options)
    try await office.test(.live) { caller in
      let port = try #require(caller.client.port)
      let visit = try await caller.visit(as: "p1")
      let taxpayer = visit.snapshot.taxpayer
      let deaf = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .channelOption(.autoRead, value: false).channelOption(.socketOption(.so_rcvbuf), value: 4_096)
        .connect(host: "localhost", port: port).get()
      try await deaf.writeAndFlush(
        ByteBuffer(string: "GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(visit.token)\r\n\r\n"))
      let hub = try await office.backend.hubs.desk(of: TestOffice.id).hub
      while await hub.readerCount < 1 { await Task.yield() }
      try await StreamListener.open(port: port, token: visit.token) { stream in
        _ = try await stream.next("heartbeat")
        let head = await hub.digest(at: office.now).head
        let text = String(repeating: "税", count: 2_700)
        let conversation = Conversation(id: "c1", taxpayer: taxpayer, openedAt: office.now)
        var sequence = head.sequence + 1
        func publish(_ body: EventBody) async {
          let position = EventPosition(epoch: head.epoch, sequence: sequence)
          await hub.publish([Event(position: position, at: office.now, body: body)])
          sequence += 1
        }
        await publish(.conversationOpened(conversation))
        _ = try await stream.events { _ in true }
        for number in 1...1_500 {
          let message = Message(
            id: MessageID("m\(number)"), conversation: "c1", number: number, at: office.now,
            author: Author(side: .taxpayer, name: "x"), body: .text(TextBody(text)))
          await publish(.messagePosted(message))
          let heard = try await stream.events { _ in true }
          #expect(heard.first?.isMessage(message.id) == true)
        }
      }
      #expect(office.backend.metrics.cutReaders == 1)
      try? await deaf.close()
    }
  }
}

extension StreamSession {
  /// A session that never ends.
  static let any = StreamSession(tokenHash: "", expiresAt: Timestamp(milliseconds: .max))

  /// The session of a token: it stays when revoked ones are looked for.
  static func of(_ token: String) -> StreamSession {
    StreamSession(tokenHash: OpaqueToken.hash(token), expiresAt: Timestamp(milliseconds: .max))
  }
}
