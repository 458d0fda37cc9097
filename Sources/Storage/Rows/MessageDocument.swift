import Desk
import Foundation

/// A message as JSON, written by hand: there is one for every message of every conversation, and the general encoder takes ten times as long.
/// What is written is what `JSONDecoder` reads as that message; a test holds it to that.
enum MessageDocument {
  static func text(_ message: Message, _ encoder: JSONEncoder) throws -> String {
    var json: [UInt8] = []
    json.reserveCapacity(512)
    json += #"{"id":"#.utf8
    append(message.id.rawValue, to: &json)
    json += #","conversation":"#.utf8
    append(message.conversation.rawValue, to: &json)
    json += #","number":"#.utf8
    json += String(message.number).utf8
    json += #","at":"#.utf8
    append(message.at.description, to: &json)
    json += #","author":{"side":"#.utf8
    append(message.author.side.rawValue, to: &json)
    json += #","name":"#.utf8
    append(message.author.name, to: &json)
    if let agent = message.author.agent {
      json += #","agent":"#.utf8
      append(agent.rawValue, to: &json)
    }
    json += #"},"body":"#.utf8
    if case .text(let body) = message.body {
      json += #"{"text":{"_0":{"text":"#.utf8
      append(body.text, to: &json)
      json += "}}}".utf8
    } else {
      json += try encoder.encode(message.body)
    }
    json.append(UInt8(ascii: "}"))
    return String(decoding: json, as: UTF8.self)
  }

  /// Adds a JSON string: quotation mark, reverse solidus and controls are escaped, as RFC 8259 asks.
  private static func append(_ text: String, to json: inout [UInt8]) {
    json.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        json.append(UInt8(ascii: "\\"))
        json.append(byte)
      case 0x0A: json += #"\n"#.utf8
      case 0x00..<0x20:
        json += byte < 0x10 ? #"\u000"#.utf8 : #"\u00"#.utf8
        json += String(byte, radix: 16).utf8
      default: json.append(byte)
      }
    }
    json.append(UInt8(ascii: "\""))
  }
}
