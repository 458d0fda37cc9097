import Desk

/// Entry links 办理入口: finding one, seeing what the taxpayer gets, sending it as a card.
enum EntryLinkReducer {
  static func choose(_ state: inout State, _ picker: Picker) -> [Effect] {
    let links = state.entryLinks(matching: picker.field.text)
    guard links.indices.contains(picker.selected) else { return [] }
    return send(&state, links[picker.selected])
  }

  /// Sends a link as a card; what is being written stays in the writing field.
  static func send(_ state: inout State, _ link: EntryLink) -> [Effect] {
    guard let id = state.selected else { return [] }
    if let obstacle = state.obstacle(to: .send) ?? state.obstacle(toSending: link)?.text {
      state.notify(.warning, obstacle)
      return []
    }
    guard ComposerReducer.maySend(&state, in: id) else { return [] }
    state.popup = nil
    let message = PendingMessage(
      id: state.ids.nextMessage(), conversation: id, text: "", entryLink: link.code, writtenAt: state.clock.now)
    return ComposerReducer.enqueue(&state, message)
  }
}

extension State {
  /// Links whose title, pinyin initials, code or menu path match, those that may be sent first; without words those suggested come first.
  public func entryLinks(matching words: String) -> [EntryLink] {
    guard let links = replica?.catalogue.entryLinks else { return [] }
    let found: [EntryLink]
    if words.allSatisfy(\.isWhitespace) {
      let suggested = suggestedLinks
      let codes = Set(suggested.map(\.code))
      found = suggested + links.filter { !codes.contains($0.code) }
    } else {
      found = links.enumerated().compactMap { index, link -> (Int, Int, EntryLink)? in
        let names = [link.title.chinese, link.pinyin ?? "", link.code, link.title.english, link.menuPath.joined()]
        guard let score = Fuzzy.score(words, in: names) else { return nil }
        return (score, index, link)
      }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }
    let isHeld = found.map { obstacle(toSending: $0) != nil }
    return zip(found, isHeld).filter { !$0.1 }.map(\.0) + zip(found, isHeld).filter(\.1).map(\.0)
  }

  /// Why the link cannot be sent to the taxpayer in the middle; `nil` when it can.
  public func obstacle(toSending link: EntryLink) -> LinkObstacle? {
    guard let replica, let now = clock.now else { return nil }
    return link.obstacle(
      on: replica.office.calendar.day(at: now), for: current?.conversation.taxpayer.region,
      hosts: replica.office.settings.linkHosts ?? [])
  }

  /// Links that fit the talk and may be sent, best first, at most three: those of the suggested articles, then those whose title shares
  /// words with what the taxpayer said last. What was sent already is not suggested again.
  public var suggestedLinks: [EntryLink] {
    guard let links = replica?.catalogue.entryLinks, let current, !links.isEmpty else { return [] }
    var sent: Set<String> = []
    for message in current.messages { if case .entryLink(let card) = message.body { sent.insert(card.code) } }
    for message in pending(in: current.conversation.id) { if let code = message.entryLink { sent.insert(code) } }
    let talked = talk.suggestions.articles.prefix(3).flatMap(\.links)
    let words = lastTaxpayerText ?? current.conversation.queue?.reason ?? ""
    let shared = links.map { ($0.code, Self.sharedPairs($0.title.chinese, words)) }.filter { $0.1 >= 2 }
      .sorted { $0.1 > $1.1 }.map(\.0)
    var seen = sent
    return (talked + shared).filter { seen.insert($0).inserted }
      .compactMap { code in links.first { $0.code == code } }
      .filter { obstacle(toSending: $0) == nil }.prefix(3).map { $0 }
  }

  /// How many pairs of neighbouring characters both have.
  private static func sharedPairs(_ title: String, _ words: String) -> Int {
    func pairs(_ text: String) -> Set<String> {
      let characters = Array(text.lowercased())
      return Set(zip(characters, characters.dropFirst()).map { String([$0, $1]) })
    }
    return pairs(title).intersection(pairs(words)).count
  }
}
