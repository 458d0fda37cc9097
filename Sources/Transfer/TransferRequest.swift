import Wire

/// One exchange to start.
public struct TransferRequest: Hashable, Sendable {
  /// The backend's address without a slash at its end, such as `http://127.0.0.1:8080`.
  public var server: String
  /// What is asked of it.
  public var request: WireRequest
  /// Milliseconds the whole exchange may take; 0 sets no limit (streams).
  public var timeout: Int
  /// Milliseconds until a connection must stand.
  public var connectTimeout: Int
  /// Whether the body is handed on as it comes.
  public var isStream: Bool
  /// Seconds of silence after which a stream counts as dead; 0 for never.
  public var silence: Int
  /// Bytes of body taken at most; for a stream between two polls.
  public var bodyLimit: Int
  /// A file of trusted authorities instead of the system's.
  public var certificateFile: String?
  /// Whether no address of a private, local or reserved network is connected to, whatever a name leads to; then no proxy is used either.
  public var isPublicOnly = false

  /// An exchange with an answer that comes whole, within 15 s.
  public init(
    server: String, request: WireRequest, timeout: Int = 15_000, connectTimeout: Int = 5_000,
    bodyLimit: Int = 16 << 20, certificateFile: String? = nil
  ) {
    self.server = server
    self.request = request
    self.timeout = timeout
    self.connectTimeout = connectTimeout
    isStream = false
    silence = 0
    self.bodyLimit = bodyLimit
    self.certificateFile = certificateFile
  }

  /// An exchange with a large body: as long as it moves on it may take as long as it takes, up to ten minutes.
  public static func upload(
    server: String, request: WireRequest, silence: Int = 20, certificateFile: String? = nil
  ) -> TransferRequest {
    var upload = TransferRequest(
      server: server, request: request, timeout: 600_000, certificateFile: certificateFile)
    upload.silence = silence
    return upload
  }

  /// A stream, dead after so many seconds of silence.
  public static func stream(
    server: String, request: WireRequest, silence: Int = 20, certificateFile: String? = nil
  ) -> TransferRequest {
    var stream = TransferRequest(
      server: server, request: request, timeout: 0, certificateFile: certificateFile)
    stream.isStream = true
    stream.silence = silence
    return stream
  }
}
