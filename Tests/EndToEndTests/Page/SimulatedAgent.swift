import Foundation
import Testing

/// The agent of a test: acts through the API, as the console does.
struct SimulatedAgent {
  let backend: RunningBackend

  /// Signs the seat in as ready.
  func getReady() throws { try act("/v1/seat/presence", ["choice": "ready"]) }

  /// Accepts whoever waits first; returns the conversation.
  func acceptFirst() throws -> String {
    let queue = try backend.ask("GET", "/v1/queue", token: backend.ready.token)
    let waiting = try #require(queue["waiting"] as? [[String: Any]])
    let conversation = try #require(waiting.first?["conversation"] as? String)
    try act("/v1/conversations/\(conversation)/accept")
    return conversation
  }

  /// Writes a message.
  func say(_ text: String, in conversation: String) throws {
    try act("/v1/conversations/\(conversation)/messages", ["id": UUID().uuidString, "text": text])
  }

  /// Invites the taxpayer; returns the invitation.
  @discardableResult
  func invite(_ kind: String, in conversation: String) throws -> String {
    try act("/v1/conversations/\(conversation)/invitation", ["kind": kind])
    return try #require(try invitation(conversation)["id"] as? String)
  }

  /// A fresh link into the room of an invitation.
  func roomLink(_ invitation: String, in conversation: String) throws -> String {
    let answer = try backend.ask(
      "POST", "/v1/conversations/\(conversation)/invitation/link", token: backend.ready.token,
      body: #"{"invitation":"\#(invitation)"}"#)
    return try #require(answer["url"] as? String)
  }

  /// A conversation's last invitation as the backend has it.
  func invitation(_ id: String) throws -> [String: Any] {
    try #require(try conversation(id)["invitation"] as? [String: Any])
  }

  /// Does something to a conversation.
  func act(_ path: String, _ body: [String: Any] = [:]) throws {
    let spelled = String(decoding: try JSONSerialization.data(withJSONObject: body), as: UTF8.self)
    try backend.ask("POST", path, token: backend.ready.token, body: spelled)
  }

  /// Asks again for at most ten seconds until a conversation is as wanted.
  func sees(_ id: String, _ isSo: ([String: Any]) -> Bool) throws -> Bool {
    let end = Date().addingTimeInterval(10)
    while Date() < end {
      if isSo(try conversation(id)) { return true }
      poll(nil, 0, 40)
    }
    return false
  }

  /// The images sent in a conversation, in order.
  func images(_ id: String) throws -> [[String: Any]] {
    let detail = try backend.ask("GET", "/v1/conversations/\(id)", token: backend.ready.supervisorToken)
    let messages = detail["messages"] as? [[String: Any]] ?? []
    return messages.compactMap { message in
      let card = ((message["body"] as? [String: Any])?["image"] as? [String: Any])?["_0"] as? [String: Any]
      return card?["image"] as? [String: Any]
    }
  }

  /// A conversation as the backend has it.
  func conversation(_ id: String) throws -> [String: Any] {
    let detail = try backend.ask("GET", "/v1/conversations/\(id)", token: backend.ready.supervisorToken)
    return try #require(detail["conversation"] as? [String: Any])
  }
}
