import Desk
import Wire

/// `zuoxi supervise`: the supervisor's wall, over a seat.
public enum SuperviseProgram {
  /// Opens the wall and runs it until the supervisor leaves; refused for everybody else before anything is drawn.
  public static func run(_ options: SeatOptions) throws(ProgramFailure) {
    do {
      let endpoint = Endpoint.floorWall.authorised(by: options.access.token)
      _ = try SingleRequest.answer(to: endpoint, from: options.access.server)
    } catch {
      if case .refused(let problem) = error, problem.kind == .forbidden {
        throw ProgramFailure(
          .noPermission,
          Localised(
            "值班墙需要值班长账号，请用值班长账号 zuoxi login", "The wall is for supervisors; run zuoxi login with such an account"))
      }
      throw ProgramFailure(error)
    }
    var options = options
    options.opensWall = true
    try SeatProgram.run(options)
  }
}
