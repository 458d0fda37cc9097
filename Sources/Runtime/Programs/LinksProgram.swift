import Desk
import Reports
import Transfer
import Wire

/// `zuoxi links check`: asks the web after every entry link, headless.
public enum LinksProgram {
  /// How many links are asked after at once.
  private static let width = 16

  /// Fetches the catalogue's links and asks after each that may be sent. `seconds` bounds each question.
  public static func report(
    _ access: Access, certificateFile: String? = nil, seconds: Int = 15
  ) throws(ProgramFailure) -> LinkReport {
    let links: EntryLinkList
    do {
      links = try SingleRequest.answer(to: Endpoint.entryLinks.authorised(by: access.token), from: access.server)
    } catch {
      throw ProgramFailure(error)
    }
    let day = links.calendar.day(at: links.at)
    let asked = links.links.filter { $0.obstacle(on: day, for: nil, hosts: links.hosts) == nil }
    return LinkReport(links, answers: try answers(asked, certificateFile, seconds), on: day)
  }

  private static func answers(
    _ links: [EntryLink], _ certificateFile: String?, _ seconds: Int
  ) throws(ProgramFailure) -> [String: LinkReport.Answer] {
    let transfer: Transfer
    do {
      transfer = try Transfer()
    } catch {
      throw ProgramFailure(.unavailable, Localised(error.message, error.message))
    }
    var waiting = links[...]
    var asked: [TransferID: String] = [:]
    var answers: [String: LinkReport.Answer] = [:]
    while !waiting.isEmpty || !asked.isEmpty {
      while asked.count < width, let link = waiting.popFirst() {
        asked[transfer.start(request(link, certificateFile, seconds))] = link.code
      }
      for event in transfer.poll(milliseconds: -1).events {
        switch event {
        // The head says all; the page itself is not wanted.
        case .opened(let id, let response), .finished(let id, let response):
          guard let code = asked.removeValue(forKey: id) else { continue }
          answers[code] = .status(response.status, location: response.header("Location"))
          transfer.cancel(id)
        case .failed(let id, let failure):
          guard let code = asked.removeValue(forKey: id) else { continue }
          answers[code] = .unreachable(words(failure))
        case .received, .sent: break
        }
      }
    }
    return answers
  }

  private static func words(_ failure: TransferFailure) -> Localised {
    let chinese =
      switch failure.kind {
      case .resolve: "找不到该主机"
      case .connect: "无法连接"
      case .tls: "证书不受信任或 TLS 失败"
      case .timeout: "超时无应答"
      case .closed: "连接中途断开"
      case .tooLarge, .address, .refused, .other: "无法访问：" + failure.message
      }
    return Localised(chinese, failure.message)
  }

  private static func request(_ link: EntryLink, _ certificateFile: String?, _ seconds: Int) -> TransferRequest {
    let start = link.url.index(link.url.startIndex, offsetBy: "https://".count)
    let cut = link.url[start...].firstIndex { "/?#".contains($0) } ?? link.url.endIndex
    let path = link.url[cut...].prefix { $0 != "#" }
    var request = TransferRequest.stream(
      server: String(link.url[..<cut]),
      request: WireRequest(.get, path.hasPrefix("/") ? String(path) : "/" + path), silence: seconds,
      certificateFile: certificateFile)
    request.timeout = seconds * 1000
    return request
  }
}
