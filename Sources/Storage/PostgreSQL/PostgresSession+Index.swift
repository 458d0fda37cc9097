import Desk

// The knowledge base's index: postings in a table, ranked with the formula and the weights that SQLite's index uses, so that both engines answer alike.

extension PostgresSession {
  func articles(in office: OfficeID, matching terms: [String], limit: Int) throws -> [(document: String, rank: Double)]
  {
    let asked = terms.filter { !$0.contains("\u{1F}") && !$0.utf8.contains(0) }
    guard !asked.isEmpty else { return [] }
    // BM25 with k1 = 1.2 and b = 0.75; a term's weight is three in the head and one in the body.
    return try all(
      """
      WITH size AS (
        SELECT count(*)::float8 AS articles, greatest(avg(terms), 1)::float8 AS length
        FROM article_lengths WHERE office = ?),
      asked AS (SELECT DISTINCT unnest(string_to_array(?, chr(31))) COLLATE "C" AS term),
      weights AS (
        SELECT a.term,
          greatest(ln((size.articles - count(*) + 0.5) / (count(*) + 0.5)), 0.000001)::float8 AS weight
        FROM asked a JOIN article_terms t ON t.office = ? AND t.term = a.term CROSS JOIN size
        GROUP BY a.term, size.articles),
      ranks AS (
        SELECT t.article, -sum(
          w.weight * (3 * t.head + t.body) * 2.2
          / (3 * t.head + t.body + 1.2 * (0.25 + 0.75 * l.terms / size.length)))::float8 AS rank
        FROM weights w JOIN article_terms t ON t.office = ? AND t.term = w.term
        JOIN article_lengths l ON l.office = t.office AND l.article = t.article CROSS JOIN size
        GROUP BY t.article)
      SELECT a.doc, r.rank FROM ranks r JOIN articles a ON a.office = ? AND a.id = r.article
      ORDER BY r.rank, a.place LIMIT ?
      """,
      [
        office.rawValue, asked.joined(separator: "\u{1F}"), office.rawValue, office.rawValue, office.rawValue, limit,
      ]
    ).map { try ($0[0], $0[1]) }
  }

  func promises(in office: OfficeID, of kind: PromiseKind, matching terms: [String], limit: Int) throws -> [String] {
    try promises(in: office, of: kind, matching: terms, limit: limit, window: 5_000)
  }

  /// As `promises(in:of:matching:limit:)`, with the number of the newest texts that are looked through first.
  func promises(in office: OfficeID, of kind: PromiseKind, matching terms: [String], limit: Int, window: Int) throws
    -> [String]
  {
    let asked = (terms + [PromiseRow.mark(office, kind)]).filter { !$0.utf8.contains(0) }.joined(separator: " ")
    // Words that many texts hold stand in the newest often enough.
    let newest = try all(
      """
      SELECT subject FROM (
        SELECT subject, number, at, terms FROM promise_words WHERE office = ? AND kind = ?
        ORDER BY at DESC LIMIT ?) AS newest
      WHERE string_to_array(terms, ' ') @> string_to_array(? COLLATE "C", ' ')
      ORDER BY at DESC, subject DESC, number DESC LIMIT ?
      """, [office.rawValue, kind.rawValue, window, asked, limit])
    if newest.count >= limit { return try newest.map { try $0[0] } }
    // Others are found by the index of words: of as much of the time before as should hold enough of them, else of all time. Everything found is put in
    // order before any of it is left out, so that the newest are never missing.
    if newest.count >= max(1, window / 100) {
      let span = window * limit / newest.count * 3 / 2
      let since = try one(
        "SELECT at FROM promise_words WHERE office = ? AND kind = ? ORDER BY at DESC LIMIT 1 OFFSET ?",
        [office.rawValue, kind.rawValue, span])
      if let since: Int64 = try since?[0] {
        let found = try indexed(office, kind, asked, since: since, limit: limit)
        if found.count >= limit { return found }
      }
    }
    return try indexed(office, kind, asked, since: Int64.min, limit: limit)
  }

  private func indexed(_ office: OfficeID, _ kind: PromiseKind, _ asked: String, since: Int64, limit: Int) throws
    -> [String]
  {
    try all(
      """
      WITH found AS MATERIALIZED (
        SELECT subject, number, at FROM promise_words
        WHERE office = ? AND kind = ? AND at >= ?
          AND string_to_array(terms, ' ') @> string_to_array(? COLLATE "C", ' '))
      SELECT subject FROM found ORDER BY at DESC, subject DESC, number DESC LIMIT ?
      """, [office.rawValue, kind.rawValue, since, asked, limit]
    ).map { try $0[0] }
  }

  func index(_ article: IndexedArticle, in office: OfficeID) throws {
    let head = IndexedTerms.counts(article.headTerms)
    let body = IndexedTerms.counts(article.bodyTerms)
    let id = article.article.id.rawValue
    try run(
      "INSERT INTO article_lengths (office, article, terms) VALUES (?, ?, ?)",
      [office.rawValue, id, head.values.reduce(0, +) + body.values.reduce(0, +)])
    // In one statement: the office's head is locked for as long as an import writes.
    let terms = Set(head.keys).union(body.keys).filter { !$0.contains("\u{1F}") }.sorted()
    guard !terms.isEmpty else { return }
    func numbers(_ counts: [String: Int]) -> String { terms.map { String(counts[$0] ?? 0) }.joined(separator: ",") }
    try run(
      """
      INSERT INTO article_terms (office, term, article, head, body)
      SELECT ?, term, ?, head, body FROM unnest(
        string_to_array(?, chr(31)), string_to_array(?, ',')::bigint[], string_to_array(?, ',')::bigint[])
        AS found (term, head, body)
      """, [office.rawValue, id, terms.joined(separator: "\u{1F}"), numbers(head), numbers(body)])
  }

  func clearIndex(of office: OfficeID) throws {
    try run("DELETE FROM article_lengths WHERE office = ?", [office.rawValue])
    try run("DELETE FROM article_terms WHERE office = ?", [office.rawValue])
  }
}
