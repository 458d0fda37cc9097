/// Reads an event stream as the HTML standard says (“9.2.6 Interpreting an event stream”), however its bytes are split.
public struct EventStreamParser: Sendable {
  /// Milliseconds the other side asks to wait before connecting again; the last `retry` field.
  public private(set) var retry: Int?
  /// The last `id` field; empty when there was none.
  public private(set) var lastID = ""
  private var line: [UInt8] = []
  private var type: [UInt8] = []
  private var data: [UInt8] = []
  private var hasData = false
  private var endsInReturn = false
  private var isAtStart = true
  private var isOverlong = false

  private let longest: Int

  /// A parser at the start of a stream. No line and no message of ours is longer than `longest` bytes; what is, is dropped instead of
  /// growing memory.
  public init(longest: Int = 16 << 20) { self.longest = longest }

  /// Takes the next bytes and gives the messages they complete.
  public mutating func feed(_ bytes: some Sequence<UInt8>) -> [EventStreamItem] {
    var items: [EventStreamItem] = []
    for byte in bytes {
      let followsReturn = endsInReturn
      endsInReturn = byte == 13
      switch byte {
      case 10 where followsReturn: break
      case 10, 13: if let item = endLine() { items.append(item) }
      default:
        if line.count < longest { line.append(byte) } else { isOverlong = true }
      }
    }
    return items
  }

  private mutating func endLine() -> EventStreamItem? {
    defer {
      line.removeAll(keepingCapacity: line.capacity < 65_536)
      isOverlong = false
    }
    if isAtStart {
      isAtStart = false
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    }
    if line.isEmpty { return dispatch() }
    if !isOverlong { takeField() }
    return nil
  }

  private mutating func takeField() {
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    var value = line[min(colon + 1, line.endIndex)...]
    if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
    switch String(decoding: line[..<colon], as: UTF8.self) {
    case "event": type = Array(value)
    case "data":
      guard data.count + value.count < longest else { return }
      if hasData { data.append(10) }
      data += value
      hasData = true
    case "id": if !value.contains(0) { lastID = String(decoding: value, as: UTF8.self) }
    case "retry":
      guard !value.isEmpty, value.allSatisfy({ (48...57).contains($0) }) else { return }
      retry = Int(String(decoding: value, as: UTF8.self)) ?? retry
    default: break
    }
  }

  private mutating func dispatch() -> EventStreamItem? {
    defer {
      type = []
      data = []
      hasData = false
    }
    guard hasData else { return nil }
    let type = type.isEmpty ? "message" : String(decoding: type, as: UTF8.self)
    return EventStreamItem(type: type, data: String(decoding: data, as: UTF8.self), id: lastID)
  }
}
