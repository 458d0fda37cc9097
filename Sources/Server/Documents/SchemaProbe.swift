import Desk

/// Notes what a type asks for when it is decoded, and hands out blanks.
final class SchemaProbe {
  struct Property {
    var name: String
    var type: any Decodable.Type
    var isOptional: Bool
  }

  /// Stops the decoding of a value that no blank can stand for.
  struct NoBlank: Error {}

  var properties: [Property] = []
  var isString = false

  /// A value for a property, so that decoding goes on to the next one.
  static func blank<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let simple: [any Decodable] = [
      "", false, 0, Int64(0), 0.0, Timestamp(milliseconds: 0), CivilDate(dayNumber: 0),
      EventPosition(epoch: 0, sequence: 0),
    ]
    for value in simple { if let value = value as? Value { return value } }
    if let value = first(of: type) { return value }
    if let value = MessageBody.text(TextBody("")) as? Value { return value }
    if let value = SheetStep.confirmed(SheetConfirmation(at: Timestamp(milliseconds: 0))) as? Value { return value }
    if let value = EventBody.officeChanged(OfficeChange(kind: "")) as? Value { return value }
    return try Value(from: Root(probe: SchemaProbe()))
  }

  private static func first<Value>(of type: Value.Type) -> Value? {
    func first<Words: CaseIterable>(_ type: Words.Type) -> Any? { type.allCases.first }
    return (type as? any CaseIterable.Type).flatMap { first($0) } as? Value
  }

  /// The decoder a type is given.
  struct Root: Decoder {
    let probe: SchemaProbe
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
      KeyedDecodingContainer(Keyed(probe: probe))
    }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { Unkeyed() }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { Single(probe: probe) }
  }

  private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let probe: SchemaProbe
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) throws -> Bool { false }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
      probe.properties.append(Property(name: key.stringValue, type: type, isOptional: false))
      return try SchemaProbe.blank(type)
    }
    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
      probe.properties.append(Property(name: key.stringValue, type: type, isOptional: true))
      return nil
    }
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { note(type, key) }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { note(type, key) }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { note(type, key) }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? { note(type, key) }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { note(type, key) }
    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw NoBlank() }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { Unkeyed() }
    func superDecoder() throws -> any Decoder { throw NoBlank() }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw NoBlank() }

    private func note<Value: Decodable>(_ type: Value.Type, _ key: Key) -> Value? {
      probe.properties.append(Property(name: key.stringValue, type: type, isOptional: true))
      return nil
    }
  }

  private struct Unkeyed: UnkeyedDecodingContainer {
    var codingPath: [any CodingKey] { [] }
    var count: Int? { 0 }
    var isAtEnd: Bool { true }
    var currentIndex: Int { 0 }

    mutating func decodeNil() throws -> Bool { throw NoBlank() }
    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { throw NoBlank() }
    mutating func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { throw NoBlank() }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw NoBlank() }
    mutating func superDecoder() throws -> any Decoder { throw NoBlank() }
  }

  private struct Single: SingleValueDecodingContainer {
    let probe: SchemaProbe
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { false }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
      if type is String.Type { probe.isString = true }
      return try SchemaProbe.blank(type)
    }
  }
}
