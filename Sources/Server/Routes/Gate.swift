import Desk
import HTTPTypes
import Hummingbird
import NIOCore
import Pictures
import Wire

/// What every request passes before its route: the token, the role, the key, the size of the body.
struct Gate: Sendable {
  let backend: Backend
  let route: Route

  func respond(to request: Request, context: DeskContext) async throws -> Response {
    // What is read by everyone is cheap, and tells operators what is the matter just when there is too much of the rest.
    var places: [Place] = []
    defer { for place in places { place.release() } }
    if route.callers != nil { places.append(try backend.admission.enter()) }
    let late: @Sendable (any Error) -> Void = {
      [refusals = backend.refusals, route = route.path, logger = context.logger] error in
      refusals.noteLate(error, route: route, logger)
    }
    let began = ContinuousClock.now
    let principal =
      route.callers == nil
      ? nil
      : try await backend.patience.wait(keeping: places, isChange: false, onLate: late) { try await admit(request) }
    // What looking up the person took is taken off; what the person takes to send the body is not.
    let spent = ContinuousClock.now - began
    let key = try key(of: request)
    if route.isUpload { places.append(try backend.uploads.enter()) }
    let takesBody = [.post, .patch, .put].contains(route.method)
    if takesBody, !route.isUpload {
      // A place is taken again when the body is there: who sends it drop by drop keeps none from others.
      for place in places { place.release() }
      places = []
    }
    let body = takesBody ? try await body(of: request, context.channel) : ByteBuffer()
    if places.isEmpty, route.method != .get { places.append(try backend.admission.enter()) }
    let call = Call(request: request, context: context, backend: backend, principal: principal, key: key, body: body)
    guard !route.isLong, !route.isUpload else { return try await route.handler(call) }
    return try await backend.patience.wait(
      keeping: places, isChange: route.method != .get, after: spent, onLate: late
    ) { try await route.handler(call) }
  }

  private func admit(_ request: Request) async throws -> Principal? {
    guard let callers = route.callers else { return nil }
    let scheme = "bearer "
    guard let field = request.headers[.authorization], field.lowercased().hasPrefix(scheme) else {
      throw Problem(.unauthenticated)
    }
    let principal = try await backend.authenticator.principal(token: String(field.dropFirst(scheme.count)))
    guard callers.contains(principal.caller) else {
      // Everything of the taxpayer's side is open to an anonymous page but what needs a name: that has its own words.
      let needsIdentity = principal.caller == .anonymousVisitor && callers.contains(.taxpayer)
      throw Problem(needsIdentity ? .identityRequired : .forbidden)
    }
    return principal
  }

  private func key(of request: Request) throws -> String? {
    if route.key == .notTaken { return nil }
    guard let field = request.headers[.idempotencyKey] else {
      if route.key == .required { throw Problem(.idempotencyKeyMissing) }
      return nil
    }
    guard let key = IdempotencyKey(field) else {
      throw Problem(
        .badRequest,
        detail: Localised(
          "Idempotency-Key 应为 1–128 个字母、数字、.、_、-", "An Idempotency-Key is 1–128 of A–Z a–z 0–9 . _ -"))
    }
    return key.rawValue
  }

  private func body(of request: Request, _ channel: any Channel) async throws -> ByteBuffer {
    let length = request.headers[.contentLength].flatMap { Int($0) }
    if let length, length > route.bodyLimit {
      throw route.isUpload
        ? Problem(.tooLarge, detail: PictureProblem.tooLarge(limit: route.bodyLimit).words(takesHEIC: false))
        : Problem(.tooLarge)
    }
    let intake = route.isUpload ? backend.uploadIntake : backend.intake
    return try await intake.collect(request.body, length: length, most: route.bodyLimit, from: channel)
  }
}
