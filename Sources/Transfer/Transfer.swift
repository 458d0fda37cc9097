import CTransfer
import Wire

/// The only owner of libcurl: one multi handle, one thread. Connections are kept and reused, HTTP/2 is used where it is offered, redirects are not followed.
public final class Transfer {
  private let multi: OpaquePointer
  private var exchanges: [UInt64: Exchange] = [:]
  private var nextNumber: UInt64 = 1
  private var early: [TransferEvent] = []

  private struct Exchange {
    var easy: OpaquePointer
    var isStream: Bool
    var isOpened = false
    /// Bytes of a body large enough to tell how far it is.
    var body = 0
    var told = 0.0
  }

  /// The libraries underneath and their versions.
  public static var version: String { String(cString: zx_version()) }

  /// Throws when libcurl cannot be set up.
  public init() throws(TransferFailure) {
    zx_start()
    guard let multi = zx_multi_new() else {
      throw TransferFailure(kind: .other, message: "libcurl cannot be set up")
    }
    self.multi = multi
  }

  deinit {
    for exchange in exchanges.values { zx_easy_free(exchange.easy) }
    zx_multi_free(multi)
  }

  /// Exchanges under way.
  public var count: Int { exchanges.count }

  /// Starts an exchange; what becomes of it comes out of ``poll(watching:milliseconds:)``.
  public func start(_ request: TransferRequest) -> TransferID {
    let id = TransferID(number: nextNumber)
    nextNumber += 1
    guard let easy = prepare(request, number: id.number) else {
      early.append(.failed(id, TransferFailure(kind: .other, message: "out of memory")))
      return id
    }
    for header in request.request.headers { zx_easy_header(easy, header.name + ": " + header.value) }
    let body = request.request.body?.count ?? 0
    exchanges[id.number] = Exchange(
      easy: easy, isStream: request.isStream, body: body >= Transfer.largeBody ? body : 0)
    if !zx_easy_begin(easy) {
      drop(id.number)
      early.append(.failed(id, TransferFailure(kind: .address, message: "not a usable address: " + request.server)))
    }
    return id
  }

  /// Ends an exchange without a word more of it.
  public func cancel(_ id: TransferID) {
    drop(id.number)
    early.removeAll { event in
      switch event {
      case .opened(let other, _), .received(let other, _), .sent(let other, _), .finished(let other, _),
        .failed(let other, _):
        other == id
      }
    }
  }

  /// Sleeps until an exchange moves, a watched descriptor is ready or so many milliseconds have passed (−1 for no limit); returns what happened and
  /// which descriptors are ready.
  public func poll(
    watching descriptors: [WatchedDescriptor] = [], milliseconds: Int
  ) -> (events: [TransferEvent], ready: [Int32]) {
    var events = early
    early = []
    events += advance()
    var watches = descriptors.map {
      zx_watch(descriptor: $0.descriptor, wants_read: $0.wantsRead, wants_write: $0.wantsWrite, is_ready: false)
    }
    let limit = events.isEmpty ? (milliseconds < 0 ? Int32.max : Int32(clamping: milliseconds)) : 0
    _ = watches.withUnsafeMutableBufferPointer {
      zx_multi_poll(multi, $0.baseAddress, UInt32($0.count), limit)
    }
    var ready: [Int32] = []
    for watch in watches where watch.is_ready { ready.append(watch.descriptor) }
    // What a watched descriptor brought is answered first; the exchanges move on at the next call's beginning.
    if ready.isEmpty { events += advance() }
    return (events, ready)
  }

  private func prepare(_ request: TransferRequest, number: UInt64) -> OpaquePointer? {
    let body = request.request.body ?? (request.request.method == .post ? [] : nil)
    return request.request.method.rawValue.withCString { method in
      (request.server + request.request.path).withCString { url in
        withOptionalCString(request.certificateFile) { certificates in
          (body ?? []).withUnsafeBytes { bytes in
            var options = zx_options(
              method: method, url: url, body: nil, body_length: bytes.count, timeout_ms: request.timeout,
              connect_timeout_ms: request.connectTimeout, silence_seconds: request.silence,
              body_limit: request.bodyLimit, certificate_file: certificates, public_only: request.isPublicOnly)
            // libcurl takes a null body as none at all, so an empty one is pointed somewhere.
            return withExtendedLifetime(number) {
              if body != nil { options.body = bytes.baseAddress ?? UnsafeRawPointer(method) }
              return zx_easy_new(multi, number, &options)
            }
          }
        }
      }
    }
  }

  private func advance() -> [TransferEvent] {
    _ = zx_multi_perform(multi)
    var events: [TransferEvent] = []
    for number in exchanges.keys.sorted() where exchanges[number]?.isStream == true {
      events += takeStream(number)
    }
    for number in exchanges.keys.sorted() { events += tellProgress(number) }
    var kind: Int32 = 0
    while let easy = zx_multi_next_finished(multi, &kind) {
      let number = zx_easy_identifier(easy)
      let id = TransferID(number: number)
      let isStream = exchanges[number]?.isStream ?? false
      if isStream { events += takeStream(number) }
      if kind == ZX_OK {
        events.append(.finished(id, response(of: easy, withBody: !isStream)))
      } else {
        let message = String(cString: zx_easy_error(easy))
        events.append(.failed(id, TransferFailure(kind: Transfer.kind(kind), message: message)))
      }
      drop(number)
    }
    return events
  }

  /// Bodies below this many bytes are on their way in one go.
  private static let largeBody = 65_536

  private func tellProgress(_ number: UInt64) -> [TransferEvent] {
    guard let exchange = exchanges[number], exchange.body > 0 else { return [] }
    let sent = min(1, Double(zx_easy_sent(exchange.easy)) / Double(exchange.body))
    guard sent - exchange.told >= 0.02 else { return [] }
    exchanges[number]?.told = sent
    return [.sent(TransferID(number: number), sent)]
  }

  private func takeStream(_ number: UInt64) -> [TransferEvent] {
    guard var exchange = exchanges[number], zx_easy_head_is_complete(exchange.easy) else { return [] }
    var events: [TransferEvent] = []
    let id = TransferID(number: number)
    if !exchange.isOpened {
      exchange.isOpened = true
      exchanges[number] = exchange
      events.append(.opened(id, response(of: exchange.easy, withBody: false)))
    }
    let body = bytes(of: exchange.easy)
    if !body.isEmpty {
      zx_easy_forget_body(exchange.easy)
      events.append(.received(id, body))
    }
    return events
  }

  private func bytes(of easy: OpaquePointer) -> [UInt8] {
    var length = 0
    guard let start = zx_easy_body(easy, &length), length > 0 else { return [] }
    return Array(UnsafeBufferPointer(start: start, count: length))
  }

  private func response(of easy: OpaquePointer, withBody: Bool) -> WireResponse {
    var length = 0
    var headers: [WireHeader] = []
    if let start = zx_easy_head(easy, &length), length > 0 {
      let text = String(
        decoding: UnsafeRawBufferPointer(start: UnsafeRawPointer(start), count: length), as: UTF8.self)
      for line in text.split(whereSeparator: \.isNewline).dropFirst() {
        guard let colon = line.firstIndex(of: ":") else { continue }
        let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        headers.append(WireHeader(String(line[..<colon]), String(value)))
      }
    }
    return WireResponse(
      status: Int(zx_easy_status(easy)), headers: headers, body: withBody ? bytes(of: easy) : [])
  }

  private func drop(_ number: UInt64) {
    guard let exchange = exchanges.removeValue(forKey: number) else { return }
    zx_easy_free(exchange.easy)
  }

  private static func kind(_ code: Int32) -> TransferFailure.Kind {
    switch Int(code) {
    case ZX_RESOLVE: .resolve
    case ZX_CONNECT: .connect
    case ZX_TLS: .tls
    case ZX_TIMEOUT: .timeout
    case ZX_TOO_LARGE: .tooLarge
    case ZX_CLOSED: .closed
    case ZX_URL: .address
    case ZX_REFUSED: .refused
    default: .other
    }
  }
}

private func withOptionalCString<Result>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Result) -> Result {
  guard let text else { return body(nil) }
  return text.withCString(body)
}
