import Desk
import HTTPTypes
import Hummingbird
import NIOCore
import Web
import Wire

extension Backend {
  /// The taxpayer's page, the sample host page, and what they load. Nothing here comes from outside but the sample person's id.
  func pageRoutes() -> [Route] {
    var routes = WebResource.allCases.filter { options.hasSamplePage || !$0.isSample }.map { resource in
      let tag = "\"" + OpaqueToken.fingerprint([], body: resource.bytes).prefix(16) + "\""
      return Route(
        method: .get, path: resource.path, callers: nil,
        summary: resource.summary,
        answer: .other(mediaType: resource.mediaType)
      ) { call in call.backend.response(with: resource, tag: tag, known: call.request.headers[.ifNoneMatch]) }
    }
    guard options.hasSamplePage else { return routes }
    routes.append(
      Route(
        method: .get, path: "/", callers: nil, summary: "Leads to the sample page", status: .found, answer: .none
      ) { _ in Response(status: .found, headers: [.location: "/sample/"]) })
    routes.append(
      .read(
        "/sample/identity", for: nil, "The sample host page's signed token for one of the sample people",
        parameters: [Route.Parameter(name: "person", about: "A sample person's id")]
      ) { call -> SampleIdentity in
        let backend = call.backend
        return try await backend.sampleIdentity(of: call.query("person") ?? "")
      })
    routes.append(
      .read("/sample/people", for: nil, "The sample people") { call -> SamplePeople in
        let office = try await call.backend.office(named: nil)
        let people = try await call.backend.store.read(office) { try $0.sampleTaxpayers() }
        return SamplePeople(
          people: people.map {
            SamplePeople.Person(
              id: $0.id, name: $0.name, enterprise: $0.enterprise, actingRole: $0.actingRole)
          })
      })
    return routes
  }

  private func response(with resource: WebResource, tag: String, known: String?) -> Response {
    let ancestors = options.frameAncestors.joined(separator: " ")
    let policy =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; "
      + "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "
      + (resource.isAlone ? "'none'" : ancestors)
    var headers: HTTPFields = [.contentType: resource.contentType, .contentSecurityPolicy: policy]
    headers[.referrerPolicy] = "no-referrer"
    if !resource.isSample, let name = HTTPField.Name("Permissions-Policy") {
      headers[name] = "camera=(self), microphone=(self), display-capture=(self), geolocation=()"
    }
    headers[.cacheControl] = "no-cache"
    headers[.eTag] = tag
    if known == tag { return Response(status: .notModified, headers: headers) }
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: resource.bytes)))
  }

  private func sampleIdentity(of person: String) async throws -> SampleIdentity {
    let office = try await office(named: nil)
    let found = try await store.read(office) { reader in
      (try reader.sampleTaxpayers().first { $0.id == person }, try reader.hostSecret(Self.sampleHost))
    }
    guard let person = found.0, let secret = found.1 else {
      throw Problem(.notFound, detail: Localised("没有该示例纳税人", "There is no such sample person"))
    }
    let seconds = (Double(clock().milliseconds) / 1000).rounded(.down)
    let claims = HostClaims(
      iss: Self.sampleHost, sub: person.id, exp: seconds + 300, iat: seconds, jti: newID(), name: person.name,
      enterprise: person.enterprise.map { .init(name: $0, creditCode: person.creditCode ?? "") },
      region: person.region, role: person.actingRole, mobile: person.mobile)
    return SampleIdentity(identity: try await HostIdentity.token(claims, secret: secret))
  }

  /// The sample host's code, as the sample's import file has it.
  static let sampleHost = "sample"
}

/// The sample people, for the sample host page.
struct SamplePeople: Codable, Sendable {
  struct Person: Codable, Sendable {
    var id: String
    var name: String
    var enterprise: String?
    var actingRole: String?
  }

  var people: [Person]
}
