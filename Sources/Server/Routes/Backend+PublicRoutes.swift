import Desk
import HTTPTypes
import Hummingbird
import NIOCore
import Wire

extension Backend {
  /// The version told to clients.
  public static let version = Release.version

  func publicRoutes() -> [Route] {
    [
      .read("/healthz", for: nil, "Whether the backend lives") { _ in Health(status: "ok") },
      .read("/readyz", for: nil, "Whether it can work: its database takes writes, no log went back, clocks agree") {
        call in
        if call.backend.isDraining {
          throw Problem(
            .unavailable, detail: Localised("服务正在停止", "The backend is ending"), retryAfter: 5)
        }
        try await call.backend.readiness.check()
        return Health(status: "ok")
      },
      Route(
        method: .get, path: "/metrics", callers: nil, summary: "Figures for operators, OpenMetrics",
        answer: .other(mediaType: "application/openmetrics-text")
      ) { call in
        let text = call.backend.metrics.exposition(await call.backend.standing())
        return Response(
          status: .ok, headers: [.contentType: "application/openmetrics-text; version=1.0.0; charset=utf-8"],
          body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
      },
      Route(
        method: .get, path: "/openapi.json", callers: nil, summary: "This document, OpenAPI 3.1",
        answer: .other(mediaType: "application/json")
      ) { call in try Route.json(OpenAPIDocument.make(of: call.backend.routes())) },
      .read("/v1/about", for: nil, "What the backend is and which offices it serves") { call in
        let offices = try await call.backend.store.offices()
        return About(
          name: "zuoxid", version: Backend.version,
          offices: offices.map { About.OfficeLine(id: $0.id, name: $0.name) })
      },
    ]
  }

  /// The office a request means: the one it names, or the only one there is.
  func office(named id: OfficeID?) async throws -> OfficeID {
    let offices = try await store.officeIDs()
    if let id {
      guard offices.contains(id) else {
        throw Problem(.notFound, detail: Localised("没有该办税服务机构", "There is no such office"))
      }
      return id
    }
    guard let only = offices.first, offices.count == 1 else {
      throw Problem(.badRequest, detail: Localised("请指明办税服务机构", "Say which office"))
    }
    return only
  }
}
