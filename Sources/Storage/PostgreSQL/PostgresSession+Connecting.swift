import CPostgres
import Foundation

extension PostgresSession {
  /// How libpq connects where the address says nothing else: seconds to connect within, for each host, and how soon a machine that is gone without a word is
  /// noticed.
  private static let options = [
    "connect_timeout": "15", "keepalives_idle": "5", "keepalives_interval": "2", "keepalives_count": "3",
    "tcp_user_timeout": "11000",
  ]

  /// Connects; a server that takes the connection and says nothing is given up, unless `url` itself says when.
  static func connect(_ url: String) -> OpaquePointer? {
    let pairs = options.map { ($0.key, $0.value) } + [("dbname", url)]
    let (names, values) = (pairs.map { strdup($0.0) }, pairs.map { strdup($0.1) })
    defer { for text in names + values { free(text) } }
    func list(_ texts: [BoundTexts.Text]) -> [UnsafePointer<CChar>?] {
      texts.map { UnsafePointer($0) } + [nil]
    }
    return PQconnectdbParams(list(names), list(values), 1)
  }

  /// Hosts, ports and database of a connection string, and nothing else of it; what cannot be read is not repeated.
  static func place(_ url: String) -> String {
    guard let options = PQconninfoParse(url, nil) else { return "postgres" }
    defer { PQconninfoFree(options) }
    var parts: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { parts[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    func list(_ text: String?) -> [Substring] { text?.split(separator: ",", omittingEmptySubsequences: false) ?? [] }
    let ports = list(parts["port"])
    let hosts = list(parts["host"] ?? parts["hostaddr"] ?? "localhost").enumerated().map { number, host in
      // One port may stand for all.
      let port = ports.count > 1 ? ports[min(number, ports.count - 1)] : ports.first ?? ""
      return host + (port.isEmpty ? "" : ":" + port)
    }
    return "postgres://" + hosts.joined(separator: ",") + "/" + (parts["dbname"] ?? "")
  }
}
