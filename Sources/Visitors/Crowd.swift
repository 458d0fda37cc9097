import Desk
import Transfer
import Wire

/// Simulated taxpayers on one thread: they use only what the taxpayer's page uses.
public final class Crowd {
  /// What the crowd is like.
  public struct Plan: Sendable {
    /// The backend's address.
    public var server: String
    /// People of the sample page who may come, by id.
    public var people: [String]
    /// How many are there at once, at most.
    public var count: Int
    /// Mean seconds between two arrivals.
    public var arrivalSeconds: Int

    /// A plan from its parts.
    public init(server: String, people: [String], count: Int, arrivalSeconds: Int = 6) {
      self.server = server
      self.people = people
      self.count = count
      self.arrivalSeconds = arrivalSeconds
    }
  }

  private enum Purpose {
    case identity(String)
    case visit(String)
    case stream(String)
    case act(String)
    case sheets(String, SheetID)
    case upload(String, SheetID, material: String, replaces: ImageID?)
    case addition(String, SheetID)
  }

  private let plan: Plan
  private let transfer: Transfer
  private let now: () -> Timestamp
  private var random: any RandomNumberGenerator
  private var members: [String: CrowdMember] = [:]
  private var purposes: [TransferID: Purpose] = [:]
  private var streams: [String: TransferID] = [:]
  private var reopening: [String: Timestamp] = [:]
  private var nextArrival: Timestamp

  /// A crowd that has not begun; the clock and chance are passed in.
  public init(
    _ plan: Plan, now: @escaping () -> Timestamp, random: any RandomNumberGenerator
  ) throws(TransferFailure) {
    self.plan = plan
    self.now = now
    self.random = random
    transfer = try Transfer()
    nextArrival = now()
  }

  /// People who have come and not gone.
  public var present: Int { members.count }

  /// Lets people come and go until `isOver` says so; asked at least every 200 ms.
  public func run(until isOver: () -> Bool) {
    while !isOver() { step(milliseconds: 200) }
  }

  /// One turn: those whose time has come act, then what the backend says is heard.
  public func step(milliseconds: Int) {
    let moment = now()
    if moment >= nextArrival { arrive(at: moment) }
    for (person, time) in reopening where moment >= time { openStream(person) }
    for person in members.keys.sorted() {
      guard var member = members[person], member.token != nil else { continue }
      let acts = member.visitor.wake(at: moment)
      members[person] = member
      perform(acts, by: person, at: moment)
    }
    for event in transfer.poll(milliseconds: milliseconds).events { handle(event, at: now()) }
  }

  private func arrive(at moment: Timestamp) {
    // The first come together, so that a seat that opens finds a queue.
    let isEarly = members.count < plan.count / 2
    let longest = isEarly ? 600 : Int64(2_000 * plan.arrivalSeconds)
    nextArrival = moment.advanced(milliseconds: Int64.random(in: 200...longest, using: &random))
    let absent = plan.people.filter { members[$0] == nil }
    guard members.count < plan.count, let person = absent.randomElement(using: &random) else { return }
    // People who come together come with different matters, as far as there are enough.
    let matters = Set(members.values.map(\.visitor.persona.questions.first))
    var persona = Persona.drawn(using: &random)
    for _ in 0..<5 where matters.contains(persona.questions.first) { persona = Persona.drawn(using: &random) }
    if isEarly {
      persona.questions = Array(persona.questions.prefix(1))
      persona.isInHurry = true
    }
    members[person] = CrowdMember(visitor: Visitor(persona: persona, arrivedAt: moment), person: person)
    send(Endpoint<SampleIdentity>.sampleIdentity(of: person).request, .identity(person))
  }

  private func handle(_ event: TransferEvent, at moment: Timestamp) {
    switch event {
    case .opened, .sent: break
    case .received(let id, let bytes):
      guard case .stream(let person)? = purposes[id], var member = members[person] else { return }
      var acts: [Visitor.Act] = []
      for item in member.parser.feed(bytes) { acts += member.take(item, at: moment) }
      members[person] = member
      perform(acts, by: person, at: moment)
    case .finished(let id, let response):
      guard let purpose = purposes.removeValue(forKey: id) else { return }
      finished(purpose, response, at: moment)
    case .failed(let id, _):
      guard let purpose = purposes.removeValue(forKey: id) else { return }
      lost(purpose, at: moment)
    }
  }

  private func finished(_ purpose: Purpose, _ response: WireResponse, at moment: Timestamp) {
    switch purpose {
    case .identity(let person):
      guard let identity = try? Endpoint<SampleIdentity>.sampleIdentity(of: person).answer(from: response) else {
        members[person] = nil
        return
      }
      let visit = Endpoint<Visit>.visit(VisitRequest(identity: identity.identity), key: newKey(at: moment))
      send(visit.request, .visit(person))
    case .visit(let person):
      let endpoint = Endpoint<Visit>.visit(VisitRequest(), key: newKey(at: moment))
      guard let visit = try? endpoint.answer(from: response) else {
        members[person] = nil
        return
      }
      begin(visit, of: person, at: moment)
    case .stream: lost(purpose, at: moment)
    case .act(let person):
      guard let posted = try? WireCodec.decode(PostedMessages.self, from: response.body), var member = members[person]
      else { return }
      var acts: [Visitor.Act] = []
      member.conversation = posted.conversation.id
      for message in posted.messages { acts += member.take(.messagePosted(message), at: moment) }
      acts += member.move(to: posted.conversation.stage, at: moment)
      members[person] = member
      perform(acts, by: person, at: moment)
    case .sheets(let person, let sheet):
      guard let list = try? Endpoint<SheetList>.visitorSheets.answer(from: response) else { return }
      goOn(with: list.sheets.first { $0.sheet.id == sheet }, by: person, at: moment)
    case .upload(let person, let sheet, let material, let replaced):
      guard let image = try? WireCodec.decode(ImageReference.self, from: response.body) else { return }
      let request = SheetPictureRequest(material: material, image: image.id, replaces: replaced)
      send(
        Endpoint<PostedMessages>.addPicture(request, to: sheet, key: newKey(at: moment)).request, by: person,
        .addition(person, sheet))
    case .addition(let person, let sheet):
      guard response.status < 300 else { return }
      send(Endpoint<SheetList>.visitorSheets.request, by: person, .sheets(person, sheet))
    }
  }

  /// One picture after the other for what is missing or came back, then the confirmation.
  private func goOn(with entry: SheetList.Entry?, by person: String, at moment: Timestamp) {
    guard let entry, entry.isOpen, entry.sheet.stage == .collecting else { return }
    let sheet = entry.sheet
    guard let material = sheet.missing.first ?? sheet.returned.first else {
      let request = SheetRevisionRequest(revision: sheet.revision)
      send(
        Endpoint<PostedMessages>.confirm(request, of: sheet.id, key: newKey(at: moment)).request, by: person,
        .act(person))
      return
    }
    let upload = Endpoint<ImageReference>.visitorUpload(
      SampleMaterial.picture, named: material.name.chinese + ".png", key: newKey(at: moment))
    send(
      upload.request, by: person,
      .upload(person, sheet.id, material: material.code, replaces: material.pictures.last?.id))
  }

  private func send(_ request: WireRequest, by person: String, _ purpose: Purpose) {
    guard let token = members[person]?.token else { return }
    send(request.authorised(by: token), purpose)
  }

  private func begin(_ visit: Visit, of person: String, at moment: Timestamp) {
    guard var member = members[person] else { return }
    member.token = visit.token
    member.position = visit.snapshot.position
    var acts: [Visitor.Act] = []
    if let current = visit.snapshot.current, current.conversation.isOpen {
      member.conversation = current.conversation.id
      member.lastNumber = current.conversation.lastNumber
      member.hadAgent = current.conversation.agent != nil
      acts = member.move(to: current.conversation.stage, at: moment)
    }
    members[person] = member
    openStream(person)
    perform(acts, by: person, at: moment)
  }

  private func lost(_ purpose: Purpose, at moment: Timestamp) {
    switch purpose {
    case .stream(let person):
      streams[person] = nil
      guard members[person] != nil else { return }
      reopening[person] = moment.advanced(milliseconds: Int64.random(in: 300...1500, using: &random))
    case .identity(let person), .visit(let person): members[person] = nil
    case .act, .sheets, .upload, .addition: break
    }
  }

  private func openStream(_ person: String) {
    reopening[person] = nil
    guard var member = members[person], let token = member.token, streams[person] == nil else { return }
    member.parser = EventStreamParser()
    members[person] = member
    let request = WireRequest.events(after: member.position).authorised(by: token)
    let id = transfer.start(.stream(server: plan.server, request: request))
    streams[person] = id
    purposes[id] = .stream(person)
  }

  private func perform(_ acts: [Visitor.Act], by person: String, at moment: Timestamp) {
    for act in acts {
      guard let member = members[person], let token = member.token else { return }
      if act == .goAway {
        if let stream = streams.removeValue(forKey: person) {
          purposes[stream] = nil
          transfer.cancel(stream)
        }
        members[person] = nil
        continue
      }
      if case .bringMaterials(let sheet) = act {
        send(Endpoint<SheetList>.visitorSheets.request.authorised(by: token), .sheets(person, sheet))
        continue
      }
      guard let request = request(for: act, by: member, at: moment) else { continue }
      send(request.authorised(by: token), .act(person))
    }
  }

  private func request(for act: Visitor.Act, by member: CrowdMember, at moment: Timestamp) -> WireRequest? {
    let key = newKey(at: moment)
    switch act {
    case .write(let text):
      let draft = MessageDraft(id: MessageID(SortableID.make(at: moment, using: &random)), text: text)
      return Endpoint<PostedMessages>.say(draft).request
    case .type(let draft): return Endpoint<NoContent>.visitorTyping(TypingReport(draft: draft)).request
    case .escalate: return Endpoint<Escalation>.escalate(EscalationRequest(), key: key).request
    case .leave: return Endpoint<ConversationDetail>.leaveQueue(key: key).request
    case .read(let number):
      return Endpoint<NoContent>.visitorReceipt(ReceiptReport(delivered: number, read: number)).request
    case .vote(let message, let isUseful):
      return Endpoint<NoContent>.vote(VoteRequest(message: message, isUseful: isUseful), key: key).request
    case .rate(let stars):
      guard let conversation = member.conversation else { return nil }
      return Endpoint<ConversationDetail>.rate(RatingRequest(conversation: conversation, stars: stars), key: key)
        .request
    case .refuse(let invitation):
      let answer = InvitationAnswer(invitation: invitation, accepts: false)
      return Endpoint<ConversationDetail>.visitorAnswer(answer, key: key).request
    case .goAway, .bringMaterials: return nil
    }
  }

  private func newKey(at moment: Timestamp) -> IdempotencyKey { IdempotencyKey(at: moment, using: &random) }

  private func send(_ request: WireRequest, _ purpose: Purpose) {
    purposes[transfer.start(TransferRequest(server: plan.server, request: request))] = purpose
  }
}
