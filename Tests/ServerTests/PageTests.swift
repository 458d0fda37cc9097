import HTTPTypes
import Testing
import Web

@testable import Server

@Suite struct PageTests {
  @Test func everyFileIsServedAsWhatItIsUnderAStrictPolicy() async throws {
    try await TestOffice().test(.router) { caller in
      for resource in WebResource.allCases {
        let answer = try await caller.get(resource.path)
        #expect(answer.status == 200, "\(resource.path)")
        #expect(answer.body == resource.bytes)
        #expect(answer.headers[.contentType] == resource.contentType)
        #expect(answer.headers[.contentTypeOptions] == "nosniff")
        let policy = try #require(answer.headers[.contentSecurityPolicy])
        #expect(policy.hasPrefix("default-src 'none'; script-src 'self'"))
        #expect(!policy.contains("unsafe"))
        let tag = try #require(answer.headers[.eTag])
        let again = try await caller.send(.get, resource.path, headers: [.ifNoneMatch: tag])
        #expect(again.status == 304 && again.body.isEmpty)
      }
      let root = try await caller.get("/")
      #expect(root.status == 302 && root.headers[.location] == "/sample/")
    }
  }

  @Test func onlyOurOwnPagesMayAskForCameraAndScreenAndNobodyFramesTheRoom() async throws {
    try await TestOffice().test(.router) { caller in
      let name = try #require(HTTPField.Name("Permissions-Policy"))
      let page = try await caller.get("/page")
      #expect(page.headers[name]?.contains("camera=(self), microphone=(self), display-capture=(self)") == true)
      let room = try await caller.get("/room")
      #expect(room.headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true)
      #expect(room.headers[.referrerPolicy] == "no-referrer" && room.headers[name] != nil)
    }
  }

  @Test func withoutTheSampleNobodyIsHandedAnIdentity() async throws {
    let backend = try await TestOffice().backend
    #expect(backend.routes().contains { $0.path == "/sample/identity" })
    let plain = Backend(
      store: backend.store, options: BackendOptions(passwordCost: TestOffice.cost), clock: backend.clock,
      logger: backend.logger)
    #expect(!plain.routes().contains { $0.path.hasPrefix("/sample") || $0.path == "/" })
    try await backend.stop()
  }
}
