import Desk
import Testing

@testable import Server

@Suite(.onEveryEngine) struct IdentityTests {
  private let now = Timestamp(milliseconds: 1_800_000_000_000)

  private func claims(lasting seconds: Double = 300, issuedBefore: Double = 0) -> HostClaims {
    HostClaims(
      iss: "bureau", sub: "u1", exp: 1_800_000_000 - issuedBefore + seconds, iat: 1_800_000_000 - issuedBefore,
      jti: "j1", name: "欧阳晓燕", enterprise: .init(name: "晨光商贸", creditCode: "91990100MA0XY00379"),
      region: "示例市", role: "办税员", mobile: "13812345678")
  }

  private func read(_ token: String, secret: String = TestOffice.hostSecret) async throws -> Taxpayer {
    try await HostIdentity.taxpayer(from: token, at: now) { $0 == "bureau" ? secret : nil }
  }

  @Test func aHostsTokenNamesThePersonMasked() async throws {
    let token = try await HostIdentity.token(claims(), secret: TestOffice.hostSecret)
    let taxpayer = try await read(token)
    #expect(taxpayer.id == "u1")
    #expect(taxpayer.name == "欧**")
    #expect(taxpayer.mobile == "138****5678")
    #expect(taxpayer.enterprise == Enterprise(name: "晨光商贸", creditCode: "9199********0379"))
    #expect(!taxpayer.isAnonymous)
  }

  @Test func anotherSecretAnUnknownHostAndRubbishAreRefused() async throws {
    let token = try await HostIdentity.token(claims(), secret: "another secret, as long as the first one was")
    var stranger = claims()
    stranger.iss = "stranger"
    let unknown = try await HostIdentity.token(stranger, secret: TestOffice.hostSecret)
    // {"alg":"none","typ":"JWT"} with the same claims and no signature.
    let parts = try await HostIdentity.token(claims(), secret: TestOffice.hostSecret).split(separator: ".")
    let unsigned = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0." + parts[1] + "."
    for bad in [token, unknown, unsigned, "", "a.b.c", String(repeating: "x", count: 5_000)] {
      await #expect(throws: Problem(.unauthenticated).kindOnly) { try await kindOf { try await read(bad) } }
    }
  }

  @Test func tokensThatAreOldOrLastTooLongAreRefused() async throws {
    let old = try await HostIdentity.token(claims(lasting: 300, issuedBefore: 300), secret: TestOffice.hostSecret)
    let long = try await HostIdentity.token(claims(lasting: 601), secret: TestOffice.hostSecret)
    let future = try await HostIdentity.token(claims(issuedBefore: -120), secret: TestOffice.hostSecret)
    await #expect(throws: KindOnly(.tokenExpired)) { try await kindOf { try await read(old) } }
    await #expect(throws: KindOnly(.unauthenticated)) { try await kindOf { try await read(long) } }
    await #expect(throws: KindOnly(.unauthenticated)) { try await kindOf { try await read(future) } }
  }

  private func kindOf(_ work: () async throws -> Taxpayer) async throws {
    do { _ = try await work() } catch let problem as Problem { throw KindOnly(problem.kind) }
  }
}

/// A refusal by its kind alone, to compare.
struct KindOnly: Error, Equatable {
  let kind: Problem.Kind?
  init(_ kind: Problem.Kind?) { self.kind = kind }
}

extension Problem {
  var kindOnly: KindOnly { KindOnly(kind) }
}
