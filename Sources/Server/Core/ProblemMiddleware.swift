import Desk
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Storage

/// Turns whatever goes wrong into `application/problem+json`, names the request in every answer and counts it.
struct ProblemMiddleware: RouterMiddleware {
  let metrics: Metrics
  let refusals: RefusalLog

  func handle(
    _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
  ) async throws -> Response {
    let began = ContinuousClock.now
    var response: Response
    do {
      response = try await next(request, context)
    } catch {
      refusals.note(error, route: context.endpointPath ?? "none", context.logger)
      response = Self.response(to: Self.problem(for: error, logger: context.logger), requestID: context.requestID)
    }
    response.headers[.requestID] = context.requestID
    response.headers[.contentTypeOptions] = "nosniff"
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    if response.headers[.referrerPolicy] == nil { response.headers[.referrerPolicy] = "no-referrer" }
    let route = context.endpointPath ?? "none"
    let microseconds = (ContinuousClock.now - began) / .microseconds(1)
    metrics.countRequest(route: route, status: response.status.code, microseconds: Int64(microseconds))
    // The route, never the address: that may name a person.
    context.logger.info(
      "answered",
      metadata: [
        "method": "\(request.method)", "route": "\(route)", "status": "\(response.status.code)",
        "microseconds": "\(Int64(microseconds))",
      ])
    return response
  }

  static func response(to problem: Problem, requestID: String) -> Response {
    var problem = problem
    problem.requestID = requestID
    var headers: HTTPFields = [.contentType: "application/problem+json; charset=utf-8"]
    if let seconds = problem.retryAfter { headers[.retryAfter] = String(seconds) }
    if problem.status == 401 { headers[.wwwAuthenticate] = "Bearer" }
    let body = (try? JSONBody.encode(problem)) ?? ByteBuffer(string: #"{"status":500}"#)
    return Response(
      status: HTTPResponse.Status(code: problem.status), headers: headers, body: ResponseBody(byteBuffer: body))
  }

  static func problem(for error: any Error, logger: Logger) -> Problem {
    switch error {
    case let problem as Problem: return problem
    case let error as StoreReadingError: return error.problem
    case is NIOTooManyBytesError: return Problem(.tooLarge)
    case let error as HTTPError:
      switch error.status {
      case .notFound: return Problem(.notFound)
      case .methodNotAllowed: return Problem(.methodNotAllowed)
      case .contentTooLarge: return Problem(.tooLarge)
      default: return Problem(error.status.code < 500 ? .badRequest : .internalError)
      }
    default:
      // The words of an unknown error may hold personal data: its type is enough for the log's first line.
      logger.error(
        "request failed",
        metadata: ["error": "\(type(of: error))", "reason": "\(String(describing: error).prefix(300))"])
      return Problem(.internalError)
    }
  }
}

extension HTTPField.Name {
  static let requestID = Self.known("X-Request-ID")
  static let idempotencyKey = Self.known("Idempotency-Key")
  static let lastEventID = Self.known("Last-Event-ID")
  static let contentTypeOptions = Self.known("X-Content-Type-Options")
  static let referrerPolicy = Self.known("Referrer-Policy")
  static let forwardedFor = Self.known("X-Forwarded-For")
  static let accelBuffering = Self.known("X-Accel-Buffering")

  private static func known(_ name: String) -> HTTPField.Name {
    guard let field = HTTPField.Name(name) else { preconditionFailure("not a header name: \(name)") }
    return field
  }
}
