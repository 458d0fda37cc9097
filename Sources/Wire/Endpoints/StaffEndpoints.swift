import Desk

// The routes of consoles, reports and other staff programs.

extension Endpoint where Answer == StaffSession {
  /// Signs in.
  public static func signIn(_ request: SignIn) -> Endpoint { Endpoint(posting: request, to: "/v1/sessions") }
}

extension Endpoint where Answer == NoContent {
  /// Signs out: the token ends.
  public static var signOut: Endpoint { Endpoint(.delete, "/v1/sessions/current") }

  /// Tells how far the agent's screen has received and read.
  public static func receipt(_ report: ReceiptReport, in conversation: ConversationID) -> Endpoint {
    Endpoint(posting: report, to: path(conversation) + "/receipt")
  }

  /// Lets an offer pass.
  public static func decline(_ request: DeclineRequest, of id: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: path(id) + "/decline", key: key)
  }

  /// Says something to the other side of a consult.
  public static func sideTalk(_ request: NoteRequest, in id: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: path(id) + "/side-talk", key: key)
  }

  /// Ends a consult.
  public static func endConsult(in id: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: EmptyBody(), to: path(id) + "/consult/end", key: key)
  }

  /// Lifts a block.
  public static func unblock(_ taxpayer: TaxpayerID, reason: String? = nil, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: LiftRequest(reason: reason), to: "/v1/blocks/" + escaped(taxpayer.rawValue) + "/lift", key: key)
  }

  /// Tells that the agent types.
  public static func typing(_ report: TypingReport, in conversation: ConversationID) -> Endpoint {
    Endpoint(posting: report, to: path(conversation) + "/typing")
  }
}

extension Endpoint where Answer == StaffSnapshot {
  /// What a console begins with.
  public static var snapshot: Endpoint { Endpoint(.get, "/v1/snapshot") }
}

extension Endpoint where Answer == ConversationRecord {
  /// What the event log says of a conversation, from its beginning or from where an earlier page ended.
  public static func record(of id: ConversationID, after position: EventPosition? = nil) -> Endpoint {
    Endpoint(.get, path(id) + "/record" + query(("after", position?.description)))
  }
}

extension Endpoint where Answer == FloorDigest {
  /// Queues and seats now.
  public static var queue: Endpoint { Endpoint(.get, "/v1/queue") }
}

extension Endpoint where Answer == Seat {
  /// Chooses the seat's state.
  public static func presence(_ request: PresenceRequest, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: "/v1/seat/presence", key: key)
  }
}

extension Endpoint where Answer == ConversationDetail {
  /// Reads a conversation with its latest messages.
  public static func conversation(_ id: ConversationID) -> Endpoint { Endpoint(.get, path(id)) }

  /// Takes a waiting conversation.
  public static func accept(_ id: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: EmptyBody(), to: path(id) + "/accept", key: key)
  }

  /// Ends the talk.
  public static func end(_ id: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: EmptyBody(), to: path(id) + "/end", key: key)
  }

  /// Passes a talk on.
  public static func transfer(_ request: TalkTransfer, of id: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: path(id) + "/transfer", key: key)
  }

  /// Puts a talk on hold, or takes it up again.
  public static func hold(_ request: HoldRequest, of id: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: path(id) + "/hold", key: key)
  }

  /// Writes something down for other staff.
  public static func note(_ request: NoteRequest, on id: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: path(id) + "/notes", key: key)
  }

  /// Asks a colleague within a talk.
  public static func consult(_ request: ConsultRequest, in id: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: path(id) + "/consult", key: key)
  }

  /// Blocks a conversation's taxpayer.
  public static func block(_ request: BlockRequest, in id: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: path(id) + "/block", key: key)
  }

  /// Gives wrap-up more time.
  public static func extendWrapUp(of id: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: EmptyBody(), to: path(id) + "/wrap-up/extend", key: key)
  }

  /// Invites the taxpayer to remote assist or a call.
  public static func propose(_ request: InvitationRequest, in id: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: path(id) + "/invitation", key: key)
  }

  /// Says yes or no to what the taxpayer asks for.
  public static func answer(_ answer: InvitationAnswer, in id: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: answer, to: path(id) + "/invitation/answer", key: key)
  }

  /// Takes an invitation back, refuses it or hangs up.
  public static func end(_ invitation: InvitationReference, in id: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: invitation, to: path(id) + "/invitation/end", key: key)
  }

  /// Writes a conversation up.
  public static func wrapUp(_ request: WrapUpRequest, of id: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: path(id) + "/wrap-up", key: key)
  }
}

extension Endpoint where Answer == RoomAddress {
  /// Makes a link into an invitation's room, good once.
  public static func roomLink(
    _ invitation: InvitationReference, in id: ConversationID, key: IdempotencyKey
  ) -> Endpoint {
    Endpoint(posting: invitation, to: path(id) + "/invitation/link", key: key)
  }
}

extension Endpoint where Answer == MessagePage {
  /// Reads messages before a number; the latest without one.
  public static func messages(
    of id: ConversationID, before number: Int? = nil, limit: Int? = nil
  ) -> Endpoint {
    Endpoint(
      .get, path(id) + "/messages" + query(("before", number.map(String.init)), ("limit", limit.map(String.init))))
  }
}

extension Endpoint where Answer == PostedMessages {
  /// Sends a message; its id is also the intention's key, so that sending it again is harmless.
  public static func send(_ draft: MessageDraft, in conversation: ConversationID) -> Endpoint {
    Endpoint(posting: draft, to: path(conversation) + "/messages", key: IdempotencyKey(sending: draft.id))
  }
}

extension WireRequest {
  /// Fetches a picture's bytes.
  public static func image(_ id: ImageID) -> WireRequest { WireRequest(.get, "/v1/images/" + escaped(id.rawValue)) }
}

extension Endpoint where Answer == ImageReference {
  /// Brings a picture to a talk, to be sent by a message afterwards.
  public static func upload(
    _ bytes: [UInt8], named name: String, to conversation: ConversationID, key: IdempotencyKey
  ) -> Endpoint {
    var endpoint = Endpoint(.post, path(conversation) + "/images" + query(("name", name)))
    endpoint.request = endpoint.request.with("Content-Type", "application/octet-stream").keyed(key)
    endpoint.request.body = bytes
    return endpoint
  }
}

extension Endpoint where Answer == PhoneLink {
  /// A link by which a telephone sends pictures into a talk.
  public static func phoneLink(for conversation: ConversationID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: EmptyBody(), to: path(conversation) + "/phone", key: key)
  }
}

extension Endpoint where Answer == ArticleList {
  /// Searches the knowledge base.
  public static func articles(about words: String, limit: Int? = nil) -> Endpoint {
    Endpoint(.get, "/v1/articles" + query(("q", words), ("limit", limit.map(String.init))))
  }
}

extension Endpoint where Answer == BlockList {
  /// Who is blocked now.
  public static var blocks: Endpoint { Endpoint(.get, "/v1/blocks") }
}

extension Endpoint where Answer == EntryLinkList {
  /// The catalogue's links into the tax site.
  public static var entryLinks: Endpoint { Endpoint(.get, "/v1/entry-links") }
}

extension Endpoint where Answer == UnansweredList {
  /// What the assistant could not answer.
  public static var unanswered: Endpoint { Endpoint(.get, "/v1/unanswered") }
}

extension Endpoint where Answer == ImportSummary {
  /// Loads an import file, YAML.
  public static func load(_ file: [UInt8], key: IdempotencyKey) -> Endpoint {
    var endpoint = Endpoint(.post, "/v1/imports")
    endpoint.request = endpoint.request.with("Content-Type", "text/yaml").keyed(key)
    endpoint.request.body = file
    return endpoint
  }
}

private func path(_ conversation: ConversationID) -> String { "/v1/conversations/" + escaped(conversation.rawValue) }
