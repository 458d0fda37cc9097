import CPostgres
import Foundation
import GRDB

/// What is bound to statements, as libpq takes it.
enum BoundTexts {
  /// A text that ends with a NUL, to be freed; `nil` for `NULL`.
  typealias Text = UnsafeMutablePointer<CChar>?

  static func kind(_ value: DatabaseValue) -> Oid {
    switch value.storage {
    case .int64: 20
    case .string: 25
    case .double: 701
    case .null, .blob: 0
    }
  }

  static func texts(_ values: [DatabaseValue]) throws -> [Text] {
    var texts: [Text] = []
    texts.reserveCapacity(values.count)
    do {
      for value in values { texts.append(try text(value)) }
    } catch {
      for text in texts { free(text) }
      throw error
    }
    return texts
  }

  private static func text(_ value: DatabaseValue) throws -> Text {
    switch value.storage {
    case .null, .blob: return nil
    case .int64(let number): return strdup(String(number))
    case .double(let number): return strdup(String(number))
    case .string(var text):
      guard let copy = text.withUTF8(Self.copy) else {
        throw PostgresFailure(state: "22021", message: "a NUL in a text")
      }
      return copy
    }
  }

  /// The bytes with a NUL behind them; nothing if there is one among them, for PostgreSQL keeps none in text, and libpq would cut there.
  private static func copy(_ bytes: UnsafeBufferPointer<UInt8>) -> Text {
    guard let copy = malloc(bytes.count + 1) else { return nil }
    if let start = bytes.baseAddress { memcpy(copy, start, bytes.count) }
    copy.storeBytes(of: 0, toByteOffset: bytes.count, as: UInt8.self)
    guard memchr(copy, 0, bytes.count) == nil else {
      free(copy)
      return nil
    }
    return copy.assumingMemoryBound(to: CChar.self)
  }

  /// Bytes that they take.
  static func size(_ texts: [Text]) -> Int {
    texts.reduce(0) { $0 + 4 + ($1.map { strlen($0) } ?? 0) }
  }
}
