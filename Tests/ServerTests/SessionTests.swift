import Desk
import Testing

@testable import Server

@Suite(.onEveryEngine) struct SessionTests {
  private let start = Timestamp(milliseconds: 1_800_000_000_000)

  @Test(arguments: Way.allCases) func theRightPasswordOpensASessionThatSigningOutEnds(_ way: Way) async throws {
    try await TestOffice().test(way) { caller in
      let opened = try await caller.post("/v1/sessions", nil, SignIn(account: "zhang", password: TestOffice.password))
      #expect(opened.status == 201)
      let session = try opened.read(StaffSession.self)
      #expect(session.agent.name == "张敏")
      #expect(try await caller.get("/v1/snapshot", session.token).status == 200)
      #expect(try await caller.send(.delete, "/v1/sessions/current", session.token).status == 204)
      let after = try await caller.get("/v1/snapshot", session.token)
      #expect(after.problem == .unauthenticated)
    }
  }

  @Test func guessingIsSlowedDownAndTheWaitGrows() async throws {
    let office = try await TestOffice(startingAt: start)
    try await office.test(.router) { caller in
      let guess = SignIn(account: "zhang", password: "wrong")
      for _ in 1...5 { #expect(try await caller.post("/v1/sessions", nil, guess).problem == .wrongPassword) }
      let first = try await caller.post("/v1/sessions", nil, guess)
      #expect(first.problem == .tooManyRequests)
      #expect(first.headers[.retryAfter] == "1")
      office.advance(seconds: 1)
      #expect(try await caller.post("/v1/sessions", nil, guess).problem == .wrongPassword)
      // Even the right password waits now: otherwise the wait would tell which guess was right.
      let right = try await caller.post("/v1/sessions", nil, SignIn(account: "zhang", password: TestOffice.password))
      #expect(right.headers[.retryAfter] == "2")
      office.advance(seconds: 2)
      let opened = try await caller.post("/v1/sessions", nil, SignIn(account: "zhang", password: TestOffice.password))
      #expect(opened.status == 201)
      #expect(try await caller.post("/v1/sessions", nil, guess).problem == .wrongPassword)
    }
  }

  @Test func guessesThatComeTogetherAreCountedTogether() async throws {
    let office = try await TestOffice(startingAt: start)
    try await office.test(.router) { caller in
      let guess = SignIn(account: "zhang", password: "wrong")
      let problems = try await withThrowingTaskGroup(of: Problem.Kind?.self) { group in
        for _ in 1...20 { group.addTask { try await caller.post("/v1/sessions", nil, guess).problem } }
        return try await group.reduce(into: [Problem.Kind?]()) { $0.append($1) }
      }
      #expect(problems.filter { $0 == .wrongPassword }.count == 5)
      #expect(problems.filter { $0 == .tooManyRequests }.count == 15)
    }
  }

  @Test func manyWhoSignInFromOneAddressDoNotBlockEachOther() async throws {
    var throttle = SignInThrottle()
    for number in 1...200 {
      #expect(throttle.begin(account: "a\(number)", address: "office", at: start) == nil)
      throttle.succeeded(account: "a\(number)", address: "office")
    }
    for number in 1...SignInThrottle.freePerAddress {
      #expect(throttle.begin(account: "g\(number)", address: "office", at: start) == nil)
    }
    #expect(throttle.begin(account: "last", address: "office", at: start) == 1)
    for number in 1...20 { throttle.withdrawn(account: "g\(number)", address: "office") }
    #expect(throttle.begin(account: "last", address: "office", at: start) == nil)
  }

  @Test func anAccountThatIsNotThereLooksLikeAWrongPassword() async throws {
    try await TestOffice().test(.router) { caller in
      let answer = try await caller.post("/v1/sessions", nil, SignIn(account: "nobody", password: "whatever"))
      #expect(answer.problem == .wrongPassword)
    }
  }

  @Test func aSessionEndsWhenItsTimeIsOver() async throws {
    let office = try await TestOffice(startingAt: start)
    try await office.test(.router) { caller in
      let token = try await office.token(of: "zhang")
      #expect(try await caller.get("/v1/queue", token).status == 200)
      office.advance(seconds: 43_200)
      let late = try await caller.get("/v1/queue", token)
      #expect(late.problem == .tokenExpired)
      #expect(late.headers[.wwwAuthenticate] == "Bearer")
    }
  }

  @Test func tokensAreKeptOnlyAsTheirHash() async throws {
    let office = try await TestOffice()
    let token = try await office.token(of: "zhang")
    #expect(token.count == 64)
    #expect(token.allSatisfy { $0.isHexDigit })
    #expect(try await office.store.session(tokenHash: token) == nil)
    #expect(try await office.store.session(tokenHash: OpaqueToken.hash(token)) != nil)
    try await office.backend.stop()
  }

  @Test func aPasswordMatchesItsOwnHashOnly() throws {
    let hash = try PasswordHash.make("坐席密码", cost: TestOffice.cost)
    #expect(PasswordHash.matches("坐席密码", hash))
    #expect(!PasswordHash.matches("坐席密碼", hash))
    #expect(try hash != PasswordHash.make("坐席密码", cost: TestOffice.cost))
    for broken in ["", "$scrypt$", "$scrypt$ln=99,r=8,p=1$00$00", "plain", hash + "0"] {
      #expect(!PasswordHash.matches("坐席密码", broken))
    }
  }
}
