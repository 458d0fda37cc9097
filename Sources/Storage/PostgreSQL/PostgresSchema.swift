/// The tables, as numbered steps; a step that has been released is never changed. A step leaves what the release before it needs in place, so that
/// backends of both may run while they are exchanged one by one.
struct PostgresSchema: Sendable {
  /// An index of a table that may hold much already.
  struct Index: Sendable {
    var name: String
    /// The table and the columns in brackets.
    var columns: String
    var isUnique = false
  }

  /// What the rows that are there get in a column that is new, some of them at a time, in the order of a key.
  struct Fill: Sendable {
    var table: String
    /// The columns of its primary key, the office first.
    var key: [String]
    /// What is set, and from where; the table is `t`.
    var change: String
    /// Rows in one go.
    var batch = 500
  }

  /// What one release changes, in this order: columns that are added, each in a moment; what they hold, some rows at a time; indexes, built while work
  /// goes on; then statements that need their tables for a moment. All but the last may have been done before, by a try that was broken off.
  struct Step: Sendable {
    var columns: [String] = []
    var fills: [Fill] = []
    var indexes: [Index] = []
    var statements: [String] = []
  }

  /// The version these steps make, and the oldest release that works with it.
  var version: Int
  var oldest: Int
  var steps: [Int: Step]

  /// This release's.
  static let current = PostgresSchema(
    version: 17, oldest: 2,
    steps: [
      1: Step(statements: first), 2: second, 3: Step(statements: third), 4: Step(statements: fourth),
      5: Step(statements: fifth), 6: Step(statements: sixth), 7: Step(), 8: Step(statements: eighth),
      9: Step(statements: ninth), 10: Step(statements: tenth), 11: Step(statements: eleventh), 12: twelfth,
      13: Step(statements: thirteenth), 14: Step(statements: fourteenth), 15: fifteenth,
      16: Step(statements: sixteenth), 17: seventeenth,
    ])

  // Sessions are keyed by their office, too. The older key stays for the release before, which writes by it; the seventeenth step drops it.
  private static let second = Step(
    indexes: [Index(name: "sessions_by_office", columns: "sessions (office, token_hash)", isUnique: true)])

  // Images in pieces: no row is large, whatever engine it is in.
  private static let third = [
    """
    CREATE TABLE images (
      office TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL, conversation TEXT COLLATE "C" NOT NULL,
      at BIGINT NOT NULL, is_sent BIGINT NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (office, id))
    """,
    "CREATE INDEX images_by_conversation ON images (office, conversation)",
    """
    CREATE TABLE image_parts (
      office TEXT COLLATE "C" NOT NULL, image TEXT COLLATE "C" NOT NULL, part BIGINT NOT NULL, data TEXT NOT NULL,
      PRIMARY KEY (office, image, part))
    """,
  ]

  // Who is consulted in a talk, and who may not talk to a human for a while.
  private static let fourth = [
    "ALTER TABLE conversations ADD COLUMN colleague TEXT COLLATE \"C\"",
    """
    CREATE TABLE blocks (
      office TEXT COLLATE "C" NOT NULL, taxpayer TEXT COLLATE "C" NOT NULL, until BIGINT NOT NULL, doc TEXT NOT NULL,
      PRIMARY KEY (office, taxpayer))
    """,
  ]

  // Links into rooms, and what browsers say to each other there.
  private static let fifth = [
    """
    CREATE TABLE room_links (
      office TEXT COLLATE "C" NOT NULL, code_hash TEXT COLLATE "C" NOT NULL, invitation TEXT COLLATE "C" NOT NULL,
      conversation TEXT COLLATE "C" NOT NULL, agent TEXT COLLATE "C" NOT NULL, expires_at BIGINT NOT NULL,
      used_at BIGINT, PRIMARY KEY (office, code_hash))
    """,
    "CREATE INDEX room_links_by_invitation ON room_links (office, invitation)",
    """
    CREATE TABLE signals (
      office TEXT COLLATE "C" NOT NULL, invitation TEXT COLLATE "C" NOT NULL, side TEXT COLLATE "C" NOT NULL,
      number BIGINT NOT NULL, key TEXT COLLATE "C" NOT NULL, conversation TEXT COLLATE "C" NOT NULL,
      node TEXT COLLATE "C" NOT NULL, at BIGINT NOT NULL, payload TEXT NOT NULL,
      PRIMARY KEY (office, invitation, side, number))
    """,
    "CREATE UNIQUE INDEX signals_by_key ON signals (office, invitation, side, key)",
    "CREATE INDEX signals_by_time ON signals (at)",
  ]

  // Appointments; and small documents of people: calendar feeds by the hash of their secret, how somebody wants to be called, contacts.
  private static let eighth = [
    """
    CREATE TABLE appointments (
      office TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL, taxpayer TEXT COLLATE "C" NOT NULL,
      rule TEXT COLLATE "C" NOT NULL, starts_at BIGINT NOT NULL, holds_place BIGINT NOT NULL, is_open BIGINT NOT NULL,
      agent TEXT COLLATE "C", doc TEXT NOT NULL, PRIMARY KEY (office, id))
    """,
    "CREATE INDEX appointments_by_start ON appointments (office, starts_at)",
    "CREATE INDEX appointments_by_slot ON appointments (office, rule, starts_at) WHERE holds_place = 1",
    "CREATE INDEX appointments_by_taxpayer ON appointments (office, taxpayer, starts_at)",
    """
    CREATE TABLE documents (
      office TEXT COLLATE "C" NOT NULL, kind TEXT COLLATE "C" NOT NULL, owner TEXT COLLATE "C" NOT NULL,
      id TEXT COLLATE "C" NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (office, kind, owner, id))
    """,
    "CREATE INDEX documents_by_id ON documents (office, kind, id)",
  ]

  // Where sheets were sent, agents' own quick replies, and how often which is used.
  private static let sixth = [
    """
    CREATE TABLE sheets (
      office TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL, conversation TEXT COLLATE "C" NOT NULL,
      taxpayer TEXT COLLATE "C" NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (office, id))
    """,
    "CREATE INDEX sheets_by_taxpayer ON sheets (office, taxpayer, at)",
    """
    CREATE TABLE quick_replies (
      office TEXT COLLATE "C" NOT NULL, agent TEXT COLLATE "C" NOT NULL, code TEXT COLLATE "C" NOT NULL,
      doc TEXT NOT NULL, PRIMARY KEY (office, agent, code))
    """,
    """
    CREATE TABLE reply_usage (
      office TEXT COLLATE "C" NOT NULL, agent TEXT COLLATE "C" NOT NULL, scope TEXT COLLATE "C" NOT NULL,
      code TEXT COLLATE "C" NOT NULL, count BIGINT NOT NULL, last_at BIGINT NOT NULL,
      PRIMARY KEY (office, agent, scope, code))
    """,
  ]

  // Every table begins with the office: it is the unit of distribution, and no key spans two. Names sort by their bytes, as everywhere in the service.
  private static let first = [
    """
    CREATE TABLE offices (office TEXT COLLATE "C" PRIMARY KEY, doc TEXT NOT NULL, catalogue TEXT NOT NULL)
    """,
    """
    CREATE TABLE heads (office TEXT COLLATE "C" PRIMARY KEY, epoch BIGINT NOT NULL, seq BIGINT NOT NULL)
    """,
    """
    CREATE TABLE events (
      office TEXT COLLATE "C" NOT NULL, epoch BIGINT NOT NULL, seq BIGINT NOT NULL, at BIGINT NOT NULL,
      body TEXT NOT NULL, PRIMARY KEY (office, epoch, seq))
    """,
    """
    CREATE TABLE conversations (
      office TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL, taxpayer TEXT COLLATE "C" NOT NULL,
      stage TEXT COLLATE "C" NOT NULL, is_open BIGINT NOT NULL, agent TEXT COLLATE "C", opened_at BIGINT NOT NULL,
      doc TEXT NOT NULL, last_number BIGINT NOT NULL, last_at BIGINT, last_side TEXT, last_text TEXT,
      first_reply_at BIGINT, unanswered_since BIGINT, taxpayer_delivered BIGINT NOT NULL,
      taxpayer_read BIGINT NOT NULL, agent_delivered BIGINT NOT NULL, agent_read BIGINT NOT NULL,
      PRIMARY KEY (office, id)) WITH (fillfactor = 70)
    """,
    "CREATE UNIQUE INDEX conversations_open ON conversations (office, taxpayer) WHERE is_open = 1",
    "CREATE INDEX conversations_by_taxpayer ON conversations (office, taxpayer, opened_at)",
    "CREATE INDEX conversations_by_stage ON conversations (office, stage, opened_at)",
    "CREATE INDEX conversations_by_agent ON conversations (office, agent, stage) WHERE agent IS NOT NULL",
    """
    CREATE TABLE messages (
      office TEXT COLLATE "C" NOT NULL, conversation TEXT COLLATE "C" NOT NULL, number BIGINT NOT NULL,
      id TEXT COLLATE "C" NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (office, conversation, number))
    """,
    "CREATE UNIQUE INDEX messages_by_id ON messages (office, id, conversation)",
    """
    CREATE TABLE seats (
      office TEXT COLLATE "C" NOT NULL, agent TEXT COLLATE "C" NOT NULL, doc TEXT NOT NULL,
      PRIMARY KEY (office, agent))
    """,
    """
    CREATE TABLE accounts (
      office TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (office, id))
    """,
    """
    CREATE TABLE votes (
      office TEXT COLLATE "C" NOT NULL, message TEXT COLLATE "C" NOT NULL, taxpayer TEXT COLLATE "C" NOT NULL,
      article TEXT COLLATE "C" NOT NULL, is_useful BIGINT NOT NULL, at BIGINT NOT NULL,
      PRIMARY KEY (office, message, taxpayer))
    """,
    """
    CREATE TABLE answers (
      office TEXT COLLATE "C" NOT NULL, scope TEXT COLLATE "C" NOT NULL, key TEXT COLLATE "C" NOT NULL,
      fingerprint TEXT NOT NULL, at BIGINT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
      first BIGINT NOT NULL, last BIGINT NOT NULL, PRIMARY KEY (office, key, scope))
    """,
    "CREATE INDEX answers_by_time ON answers USING brin (at)",
    """
    CREATE TABLE timers (
      office TEXT COLLATE "C" NOT NULL, kind TEXT COLLATE "C" NOT NULL, subject TEXT COLLATE "C" NOT NULL,
      due BIGINT NOT NULL, PRIMARY KEY (office, kind, subject))
    """,
    "CREATE INDEX timers_by_due ON timers (due)",
    """
    CREATE TABLE leases (
      office TEXT COLLATE "C" NOT NULL, node TEXT COLLATE "C" NOT NULL, until BIGINT NOT NULL,
      PRIMARY KEY (office, node))
    """,
    """
    CREATE TABLE connections (
      office TEXT COLLATE "C" NOT NULL, person TEXT COLLATE "C" NOT NULL, node TEXT COLLATE "C" NOT NULL,
      PRIMARY KEY (office, person, node))
    """,
    // What is being typed: worth nothing after a crash.
    """
    CREATE UNLOGGED TABLE whispers (
      office TEXT COLLATE "C" NOT NULL, conversation TEXT COLLATE "C" NOT NULL, side TEXT COLLATE "C" NOT NULL,
      node TEXT COLLATE "C" NOT NULL, at BIGINT NOT NULL, is_typing BIGINT NOT NULL, draft TEXT NOT NULL,
      PRIMARY KEY (office, conversation, side))
    """,
    """
    CREATE TABLE sessions (
      token_hash TEXT COLLATE "C" PRIMARY KEY, office TEXT COLLATE "C" NOT NULL, subject TEXT NOT NULL,
      expires_at BIGINT NOT NULL)
    """,
    "CREATE INDEX sessions_by_end ON sessions (expires_at)",
    """
    CREATE TABLE articles (
      office TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL, place BIGINT NOT NULL,
      is_popular BIGINT NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (office, id))
    """,
    """
    CREATE TABLE article_lengths (
      office TEXT COLLATE "C" NOT NULL, article TEXT COLLATE "C" NOT NULL, terms BIGINT NOT NULL,
      PRIMARY KEY (office, article))
    """,
    """
    CREATE TABLE article_terms (
      office TEXT COLLATE "C" NOT NULL, term TEXT COLLATE "C" NOT NULL, article TEXT COLLATE "C" NOT NULL,
      head BIGINT NOT NULL, body BIGINT NOT NULL, PRIMARY KEY (office, term, article))
    """,
    """
    CREATE TABLE knowledge (
      office TEXT COLLATE "C" NOT NULL, kind TEXT COLLATE "C" NOT NULL, doc TEXT NOT NULL,
      PRIMARY KEY (office, kind))
    """,
    """
    CREATE TABLE hosts (
      office TEXT COLLATE "C" NOT NULL, host TEXT COLLATE "C" NOT NULL, secret TEXT NOT NULL,
      PRIMARY KEY (office, host))
    """,
    """
    CREATE TABLE unanswered (
      office TEXT COLLATE "C" NOT NULL, question TEXT COLLATE "C" NOT NULL, count BIGINT NOT NULL,
      last_at BIGINT NOT NULL, PRIMARY KEY (office, question))
    """,
    """
    CREATE TABLE audit (
      office TEXT COLLATE "C" NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL, act TEXT NOT NULL,
      subject TEXT NOT NULL, detail TEXT NOT NULL)
    """,
    "CREATE INDEX audit_by_time ON audit (office, at)",
  ]
}
