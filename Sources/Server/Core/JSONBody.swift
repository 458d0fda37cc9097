import Desk
import NIOCore
import Wire

/// Bodies in and out through the one codec of the wire.
enum JSONBody {
  static func encode(_ value: some Encodable) throws -> ByteBuffer { ByteBuffer(bytes: try WireCodec.encode(value)) }

  /// Reads a body; says which property is wrong, never what it held.
  static func decode<Value: Decodable>(_ type: Value.Type, from body: ByteBuffer) throws(Problem) -> Value {
    guard String(validating: body.readableBytesView, as: UTF8.self) != nil else {
      throw Problem(.invalidJSON, detail: Localised("请求内容不是有效的 UTF-8", "The body is not valid UTF-8"))
    }
    do {
      return try WireCodec.decode(type, from: body.readableBytesView)
    } catch {
      throw Problem(
        .invalidJSON,
        detail: Localised(
          "请求内容不是所需的 JSON：\(error.reason.prefix(200))",
          "The body is not the JSON expected here: \(error.reason.prefix(200))"))
    }
  }
}
