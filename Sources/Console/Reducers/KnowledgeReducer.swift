import Desk

/// Looking into the knowledge base, and what it suggests by itself.
enum KnowledgeReducer {
  static func open(_ state: inout State) -> [Effect] {
    let words = state.talk.editor.isBlank ? "" : String(state.talk.editor.text.prefix(40))
    var search = KnowledgeSearch(words)
    search.articles = state.talk.suggestions.articles
    state.popup = .knowledge(search)
    return words.isEmpty ? [] : ask(&state)
  }

  static func edit(_ state: inout State, _ key: Key) {
    guard case .knowledge(var search) = state.popup else { return }
    let before = search.field.characters
    _ = search.field.handle(key, width: state.popupTextWidth, state.ambiguous)
    if search.field.characters != before { search.changedAt = state.clock.monotonic }
    state.popup = .knowledge(search)
  }

  static func ask(_ state: inout State) -> [Effect] {
    guard case .knowledge(var search) = state.popup else { return [] }
    search.changedAt = nil
    search.request = nil
    guard !search.field.isBlank else {
      search.articles = state.talk.suggestions.articles
      search.answered = nil
      search.selected = 0
      state.popup = .knowledge(search)
      return []
    }
    let effect = state.request(.articles(query: search.field.text, limit: 20))
    if case .send(let request) = effect { search.request = request }
    state.popup = .knowledge(search)
    return [effect]
  }

  static func take(_ state: inout State, _ request: OutgoingRequest, _ articles: [Article]) {
    if case .knowledge(var search) = state.popup, search.request == request, case .articles(let words, _) = request.kind
    {
      search.articles = articles
      search.answered = words
      search.request = nil
      search.failure = nil
      search.selected = 0
      state.popup = .knowledge(search)
    }
    for id in state.talks.keys where state.talks[id]?.suggestions.request == request.id {
      state.change(id) { talk in
        talk.suggestions.articles = articles
        talk.suggestions.request = nil
      }
    }
  }

  static func fail(_ state: inout State, _ request: OutgoingRequest, _ failure: Failure) {
    if case .knowledge(var search) = state.popup, search.request == request {
      search.request = nil
      search.failure = failure
      state.popup = .knowledge(search)
    }
    for id in state.talks.keys where state.talks[id]?.suggestions.request == request.id {
      state.change(id) { $0.suggestions.request = nil }
    }
  }

  /// Puts the marked article's answer into the writing field.
  static func choose(_ state: inout State) -> [Effect] {
    guard case .knowledge(let search) = state.popup, search.articles.indices.contains(search.selected) else {
      return []
    }
    return use(&state, search.articles[search.selected])
  }

  static func use(_ state: inout State, _ article: Article) -> [Effect] {
    guard let obstacle = state.obstacle(to: .send) else {
      state.popup = nil
      state.focus = .composer
      return ComposerReducer.insert(&state, article.answer)
    }
    state.notify(.warning, obstacle)
    return []
  }
}
