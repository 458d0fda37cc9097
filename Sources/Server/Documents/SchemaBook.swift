import Desk

/// Draws JSON schemas from the types themselves: a type is decoded from nothing, and what it asks for is written down. So a schema cannot
/// say anything else than the codec does.
struct SchemaBook {
  /// Schemas by type name, as the document's `components` hold them.
  private(set) var schemas: [String: JSONValue] = [:]

  /// The schema of a type: a reference for types with properties of their own, spelled out for the rest.
  mutating func schema(of type: any Decodable.Type) -> JSONValue {
    if let known = Self.simple(type) { return known }
    if let list = type as? any ListType.Type { return ["type": "array", "items": schema(of: list.element)] }
    if let map = type as? any MapType.Type {
      let value = schema(of: map.value)
      let isOptional = map.value is any OptionalType.Type
      return ["type": "object", "additionalProperties": isOptional ? ["oneOf": [value, ["type": "null"]]] : value]
    }
    if let some = type as? any OptionalType.Type { return schema(of: some.wrapped) }
    let name = Self.name(of: type)
    let reference: JSONValue = ["$ref": .string("#/components/schemas/" + name)]
    if schemas[name] != nil { return reference }
    // Written first, so that a type that holds itself ends.
    schemas[name] = ["type": "object"]
    if let cases = Self.cases(of: type) {
      schemas[name] = ["oneOf": .array(cases.map { single($0.name, $0.type) })]
      return reference
    }
    let probe = SchemaProbe()
    // Decoding from nothing ends where a value would have to be right; by then every property before it is known.
    _ = try? type.init(from: SchemaProbe.Root(probe: probe))
    guard !probe.properties.isEmpty else {
      if let values = Self.words(of: type) {
        schemas[name] = ["type": "string", "enum": .array(values.map(JSONValue.string))]
      } else if probe.isString {
        schemas[name] = ["type": "string"]
      }
      return reference
    }
    var properties: [String: JSONValue] = [:]
    for property in probe.properties { properties[property.name] = schema(of: property.type) }
    schemas[name] = [
      "type": "object", "properties": .object(properties),
      "required": .array(probe.properties.filter { !$0.isOptional }.map { .string($0.name) }),
    ]
    return reference
  }

  private mutating func single(_ name: String, _ type: any Decodable.Type) -> JSONValue {
    [
      "type": "object", "required": [.string(name)],
      "properties": [
        name: ["type": "object", "required": ["_0"], "properties": ["_0": schema(of: type)]]
      ],
    ]
  }

  private static func simple(_ type: any Decodable.Type) -> JSONValue? {
    switch type {
    case is String.Type: ["type": "string"]
    case is Bool.Type: ["type": "boolean"]
    case is Int.Type, is Int64.Type: ["type": "integer"]
    case is Double.Type: ["type": "number"]
    case is Timestamp.Type: ["type": "string", "format": "date-time"]
    case is CivilDate.Type: ["type": "string", "format": "date"]
    case is EventPosition.Type: ["type": "string", "pattern": #"^[0-9]+\.[0-9]+$"#]
    case is WorkingRange.Type: ["type": "string", "pattern": "^[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}$"]
    case is any IdentifierType.Type: ["type": "string"]
    default: nil
    }
  }

  /// Enumerations that carry values: an object with one property, named for the case.
  private static func cases(of type: any Decodable.Type) -> [(name: String, type: any Decodable.Type)]? {
    switch type {
    case is MessageBody.Type:
      [
        ("text", TextBody.self), ("answer", AssistantAnswer.self), ("notice", MessageNotice.self),
        ("entryLink", EntryLinkCard.self), ("image", ImageCard.self), ("invitation", InvitationCard.self),
        ("sheet", SheetCard.self), ("sheetDemand", SheetDemand.self),
      ]
    case is EventBody.Type:
      [
        ("conversationOpened", Conversation.self), ("messagePosted", Message.self),
        ("receiptAdvanced", ReceiptAdvance.self), ("queued", Queued.self), ("accepted", Accepted.self),
        ("ended", Ended.self), ("wrappedUp", WrappedUp.self), ("rated", Rated.self),
        ("taxpayerPresence", TaxpayerPresence.self), ("agentPresence", AgentPresence.self),
        ("articleVoted", ArticleVote.self),
        ("linkOpened", LinkOpened.self), ("held", Held.self), ("noted", Noted.self), ("offered", Offered.self),
        ("offerEnded", OfferEnded.self), ("consulted", Consulted.self), ("wrapUpExtended", WrapUpExtension.self),
        ("blocked", Block.self), ("unblocked", Unblocked.self),
        ("invitationChanged", InvitationChange.self),
        ("sheetChanged", SheetChange.self),
        ("seatChanged", Seat.self),
        ("officeChanged", OfficeChange.self), ("replyKept", ReplyKept.self), ("replyDropped", ReplyDropped.self),
        ("replyUsed", ReplyUsed.self), ("appointmentChanged", AppointmentChange.self),
        ("alarmRaised", AlarmRaised.self), ("promiseChanged", PromiseChange.self), ("noticed", PersonalNotice.self),
        ("noticesRead", NoticesRead.self), ("joined", Joined.self), ("takenOver", TakenOver.self),
        ("queueChanged", QueueChange.self), ("announced", Announcement.self),
        ("announcementRead", AnnouncementRead.self),
      ]
    case is SheetStep.Type:
      [
        ("issued", SheetIssue.self), ("pictureAdded", SheetPicture.self), ("pictureRemoved", SheetPicture.self),
        ("confirmed", SheetConfirmation.self), ("checked", SheetFinding.self), ("asked", SheetDemand.self),
        ("resolved", SheetResult.self),
      ]
    default: nil
    }
  }

  private static func words(of type: any Decodable.Type) -> [String]? {
    func all<Words: CaseIterable>(_ type: Words.Type) -> [String] {
      type.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
    }
    return (type as? any CaseIterable.Type).map { all($0) }
  }

  /// The type's name without its module: `Desk.AssistantAnswer.Kind` becomes `AssistantAnswer.Kind`.
  private static func name(of type: any Decodable.Type) -> String {
    String(reflecting: type).split(separator: ".").dropFirst().joined(separator: ".")
  }
}

private protocol ListType { static var element: any Decodable.Type { get } }
extension Array: ListType where Element: Decodable { static var element: any Decodable.Type { Element.self } }

private protocol MapType { static var value: any Decodable.Type { get } }
extension Dictionary: MapType where Key: Decodable, Value: Decodable {
  static var value: any Decodable.Type { Value.self }
}

private protocol OptionalType { static var wrapped: any Decodable.Type { get } }
extension Optional: OptionalType where Wrapped: Decodable { static var wrapped: any Decodable.Type { Wrapped.self } }

private protocol IdentifierType {}
extension Identifier: IdentifierType {}
