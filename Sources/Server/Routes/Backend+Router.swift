import Desk
import HTTPTypes
import Hummingbird

extension Backend {
  /// Every route there is.
  func routes() -> [Route] {
    publicRoutes() + staffRoutes() + conversationRoutes() + floorRoutes() + supervisionRoutes() + orderRoutes()
      + reportRoutes() + thresholdRoutes() + webhookRoutes() + reviewRoutes() + knowledgeRoutes() + visitorRoutes()
      + imageRoutes() + phoneRoutes() + invitationRoutes() + roomRoutes() + sheetRoutes() + replyRoutes()
      + calendarRoutes() + appointmentRoutes()
      + feedRoutes() + filterRoutes() + colleagueRoutes() + ticketRoutes() + offlineMessageRoutes() + centreRoutes()
      + streamRoutes()
      + pageRoutes()
  }

  /// The router of those routes; other methods of a known address are refused as such.
  func router() -> Router<DeskContext> {
    let router = Router(context: DeskContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: ProblemMiddleware(metrics: metrics, refusals: refusals))
    let routes = routes()
    for route in routes {
      let gate = Gate(backend: self, route: route)
      router.on(RouterPath(route.path), method: route.method) { try await gate.respond(to: $0, context: $1) }
    }
    let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]
    for (path, known) in Dictionary(grouping: routes, by: \.path) {
      let allowed = known.flatMap { $0.method == .get ? [.get, .head] : [$0.method] }
      for method in methods where !allowed.contains(method) {
        router.on(RouterPath(path), method: method) { _, context -> Response in
          var response = ProblemMiddleware.response(to: Problem(.methodNotAllowed), requestID: context.requestID)
          response.headers[.allow] = allowed.map(\.rawValue).sorted().joined(separator: ", ")
          return response
        }
      }
    }
    return router
  }
}
