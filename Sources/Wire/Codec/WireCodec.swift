import Desk
import FoundationEssentials

/// The one JSON spelling of everything on the wire, in the event log and on disk: sorted keys, slashes as they are.
public enum WireCodec {
  private static let encoder: JSONEncoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }()
  private static let decoder = JSONDecoder()

  /// Spells a value. Fails only on values JSON has no spelling for, such as a number that is not finite.
  public static func encode(_ value: some Encodable) throws(CodecFailure) -> [UInt8] {
    do {
      return [UInt8](try encoder.encode(value))
    } catch {
      throw CodecFailure(reason: "\(error)")
    }
  }

  /// Reads a value; unknown properties are passed over, so that a newer backend can say more.
  public static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: some Sequence<UInt8>
  ) throws(CodecFailure) -> Value {
    do {
      return try decoder.decode(type, from: Data(bytes))
    } catch let error as DecodingError {
      throw CodecFailure(reason: CodecFailure.words(for: error))
    } catch {
      throw CodecFailure(reason: "\(error)")
    }
  }
}

/// Why JSON could not be read or spelled.
public struct CodecFailure: Error, Hashable, Sendable {
  /// Where and what, English, for a log.
  public var reason: String

  /// A failure and its reason.
  public init(reason: String) { self.reason = reason }

  /// A decoding error in one line: the place and what was wrong there, without the value, which may be personal data.
  static func words(for error: DecodingError) -> String {
    func place(_ context: DecodingError.Context) -> String {
      let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
      return path.isEmpty ? "the top" : path
    }
    return switch error {
    case .keyNotFound(let key, let context): "\(key.stringValue) is missing at \(place(context))"
    case .valueNotFound(_, let context): "nothing stands at \(place(context))"
    case .typeMismatch(let type, let context): "not a \(type) at \(place(context))"
    case .dataCorrupted(let context): "\(context.debugDescription) at \(place(context))"
    @unknown default: "unreadable"
    }
  }
}
