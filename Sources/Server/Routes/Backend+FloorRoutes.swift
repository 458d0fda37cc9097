import Desk
import HTTPTypes
import Hummingbird
import Service
import Storage

// Seats' limits and who is blocked.

extension Backend {
  func floorRoutes() -> [Route] {
    [
      .read("/v1/blocks", for: Caller.seats, "Who may not talk to a human now, and until when") { call -> BlockList in
        let now = call.backend.clock()
        return try await call.backend.store.read(try call.staff().office) {
          BlockList(blocks: try $0.blocks(at: now), at: now)
        }
      },
      .tell("/v1/blocks/{taxpayer}/lift", for: Caller.seats, "Lifts a block") { (call, request: LiftRequest) in
        _ = try await call.perform(.unblock(TaxpayerID(try call.part("taxpayer")), reason: request.reason))
      },
      Route(
        method: .get, path: "/v1/seats/{agent}", callers: [.supervisor], summary: "A seat; its ETag goes into If-Match",
        answer: .json(Seat.self)
      ) { call in
        let id = AgentID(try call.part("agent"))
        let seat = try await call.backend.store.read(try call.staff().office) { reader in
          try reader.seats().first { $0.agent.id == id }
        }
        guard let seat else { throw Problem(.notFound) }
        return try Self.tagged(seat)
      },
      Route(
        method: .patch, path: "/v1/seats/{agent}", callers: [.supervisor],
        summary: "Changes how many conversations a seat may have at once; needs If-Match",
        request: .json(SeatLimits.self), answer: .json(Seat.self)
      ) { call in
        let limits = try JSONBody.decode(SeatLimits.self, from: call.body)
        guard let tag = call.request.headers[.ifMatch] else { throw Problem(.conditionMissing) }
        guard let slots = Self.slots(in: tag) else { throw Problem(.changedMeanwhile) }
        let id = AgentID(try call.part("agent"))
        guard case .seat(let seat) = try await call.perform(.limit(id, limits, expecting: slots)) else {
          throw Problem(.internalError)
        }
        return try Self.tagged(seat)
      },
    ]
  }

  /// A seat with what `If-Match` has to bring: only its limits can be edited, so they are the tag.
  private static func tagged(_ seat: Seat) throws -> Response {
    var response = try Route.json(seat)
    response.headers[.eTag] = "\"slots-\(seat.agent.slots)\""
    return response
  }

  private static func slots(in tag: String) -> Int? {
    guard tag.hasPrefix("\"slots-"), tag.hasSuffix("\""), tag.count > 8 else { return nil }
    return Int(tag.dropFirst(7).dropLast())
  }
}
