import Desk

// Webhooks, alerts and reviews.

extension Auditor {
  /// What is told of the log is noted once, and nothing else.
  func studyWebhooks(_ rows: Rows) throws(Violation) {
    var wanted: [String: WebhookNews] = [:]
    for event in rows.events where event.position <= rows.noted {
      wanted[event.position.description] = WebhookNews(event, of: Town.office.id)
    }
    for (id, news) in wanted where rows.timesNoted[id] != 1 || rows.deliveries[id]?.body != "\(news)" {
      throw Violation(.webhooksTellOnce, "\(id), \(news.type), is noted \(rows.timesNoted[id] ?? 0) times")
    }
    guard rows.deliveries.count == wanted.count else {
      throw Violation(.webhooksTellOnce, "\(rows.deliveries.count) deliveries of \(wanted.count) events")
    }
  }

  /// At the end each was received, always in the same words.
  func studyReceived(_ received: [String: [String]], _ rows: Rows) throws(Violation) {
    for (id, delivery) in rows.deliveries where Set(received[id] ?? []) != [delivery.body] {
      throw Violation(.webhooksTellOnce, "\(id) was received as \(received[id] ?? [])")
    }
  }

  /// An alert is raised while none of that level stands, and cleared while one does.
  mutating func follow(_ alarm: AlarmRaised) throws(Violation) {
    guard alarm.kind == .threshold else { return }
    alerts += 1
    let standing = levels[alarm.subject]
    if alarm.isOver == true {
      guard standing != nil else { throw Violation(.alertsComeOnce, "\(alarm.subject) is cleared and did not stand") }
      levels[alarm.subject] = nil
    } else {
      guard let level = alarm.level, level != standing else {
        throw Violation(.alertsComeOnce, "\(alarm.subject) is raised and stood")
      }
      levels[alarm.subject] = level
    }
  }

  /// Reviews of a conversation by one reviewer follow each other.
  mutating func studyReviews(_ rows: Rows) throws(Violation) {
    for review in rows.reviewsKept[min(reviews, rows.reviewsKept.count)...] {
      let name = "\(review.conversation)/\(review.reviewer.id)"
      guard review.revision == (revisions[name] ?? 0) + 1 else {
        throw Violation(.reviewsMoveStepByStep, "\(name): after \(revisions[name] ?? 0) comes \(review.revision)")
      }
      revisions[name] = review.revision
    }
    reviews = rows.reviewsKept.count
  }
}
