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
    version: 16, oldest: 1,
    steps: [
      1: Step(statements: first), 2: second, 3: Step(statements: third), 4: Step(statements: fourth),
      5: Step(statements: fifth), 6: Step(statements: sixth), 7: Step(), 8: Step(statements: eighth),
      9: Step(statements: ninth), 10: Step(statements: tenth), 11: Step(statements: eleventh), 12: twelfth,
      13: Step(statements: thirteenth), 14: Step(statements: fourteenth), 15: fifteenth,
      16: Step(statements: sixteenth),
    ])

  // Sessions are keyed by their office, too. The older key stays for the release before, which writes by it; the step after this one drops it.
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

  // Which supervisor joined a talk.
  private static let eleventh = ["ALTER TABLE conversations ADD COLUMN joined TEXT COLLATE \"C\""]

  // Which agents had a conversation and in which queues it waited; figures are counted anew from the log, and these with them. Who outside is told what
  // happens, up to where in the log that was noted, and what is to be told.
  private static let fourteenth = [
    """
    CREATE TABLE fact_places (
      office TEXT COLLATE "C" NOT NULL, kind TEXT COLLATE "C" NOT NULL, name TEXT COLLATE "C" NOT NULL,
      id TEXT COLLATE "C" NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (office, kind, name, id))
    """,
    "CREATE INDEX fact_places_by_time ON fact_places (office, kind, name, at, id)",
    "DELETE FROM figure_heads", "DELETE FROM facts", "DELETE FROM tallies", "DELETE FROM seat_clocks",
    "DELETE FROM seat_states",
    """
    CREATE TABLE webhooks (
      office TEXT COLLATE "C" NOT NULL, code TEXT COLLATE "C" NOT NULL, epoch BIGINT NOT NULL, seq BIGINT NOT NULL,
      doc TEXT NOT NULL, PRIMARY KEY (office, code))
    """,
    """
    CREATE TABLE deliveries (
      office TEXT COLLATE "C" NOT NULL, webhook TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL,
      kind TEXT COLLATE "C" NOT NULL, at BIGINT NOT NULL, state TEXT COLLATE "C" NOT NULL, due BIGINT NOT NULL,
      attempts BIGINT NOT NULL, answer TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (office, webhook, id))
    """,
    "CREATE INDEX deliveries_by_due ON deliveries (office, webhook, state, due)",
    "CREATE INDEX deliveries_by_time ON deliveries (office, webhook, at)",
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

  // Messages left and tickets with an index for each order in which they are listed, their entries and words, how to reach people, and notices.
  private static let ninth = [
    """
    CREATE TABLE promises (
      office TEXT COLLATE "C" NOT NULL, kind TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL,
      is_open BIGINT NOT NULL, state TEXT COLLATE "C" NOT NULL, priority BIGINT NOT NULL,
      team TEXT COLLATE "C" NOT NULL, assignee TEXT COLLATE "C" NOT NULL, taxpayer TEXT COLLATE "C" NOT NULL,
      due BIGINT NOT NULL, at BIGINT NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (office, kind, id))
      WITH (fillfactor = 80)
    """,
    "CREATE INDEX promises_by_due ON promises (office, kind, is_open, due, id)",
    "CREATE INDEX promises_by_team ON promises (office, kind, is_open, team, due, id)",
    "CREATE INDEX promises_by_assignee ON promises (office, kind, is_open, assignee, due, id)",
    "CREATE INDEX promises_by_priority ON promises (office, kind, is_open, priority, due, id)",
    "CREATE INDEX promises_by_time ON promises (office, kind, is_open, at, id)",
    "CREATE INDEX promises_by_taxpayer ON promises (office, taxpayer, kind, at, id)",
    """
    CREATE TABLE promise_entries (
      office TEXT COLLATE "C" NOT NULL, kind TEXT COLLATE "C" NOT NULL, subject TEXT COLLATE "C" NOT NULL,
      number BIGINT NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (office, kind, subject, number))
    """,
    """
    CREATE TABLE promise_words (
      office TEXT COLLATE "C" NOT NULL, kind TEXT COLLATE "C" NOT NULL, subject TEXT COLLATE "C" NOT NULL,
      number BIGINT NOT NULL, terms TEXT COLLATE "C" NOT NULL, PRIMARY KEY (office, kind, subject, number))
    """,
    "CREATE INDEX promise_words_by_term ON promise_words USING gin (string_to_array(terms, ' '))",
    """
    CREATE TABLE contacts (
      office TEXT COLLATE "C" NOT NULL, message TEXT COLLATE "C" NOT NULL, contact TEXT NOT NULL,
      PRIMARY KEY (office, message))
    """,
    """
    CREATE TABLE notices (
      office TEXT COLLATE "C" NOT NULL, taxpayer TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL,
      reference TEXT COLLATE "C" NOT NULL, is_read BIGINT NOT NULL, doc TEXT NOT NULL,
      PRIMARY KEY (office, taxpayer, id))
    """,
    "CREATE INDEX notices_unread ON notices (office, taxpayer, is_read, id)",
  ]

  // What figures are computed from: how far the log has been counted, the facts of each conversation, promise and appointment, seats' time, and sums.
  private static let tenth = [
    """
    CREATE TABLE figure_heads (office TEXT COLLATE "C" PRIMARY KEY, epoch BIGINT NOT NULL, seq BIGINT NOT NULL)
    """,
    """
    CREATE TABLE facts (
      office TEXT COLLATE "C" NOT NULL, kind TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL,
      at BIGINT NOT NULL, taxpayer TEXT COLLATE "C" NOT NULL, team TEXT COLLATE "C" NOT NULL,
      agent TEXT COLLATE "C" NOT NULL, matter TEXT COLLATE "C" NOT NULL, outcome TEXT COLLATE "C" NOT NULL,
      doc TEXT NOT NULL, PRIMARY KEY (office, kind, id))
    """,
    "CREATE INDEX facts_by_time ON facts (office, kind, at, id)",
    "CREATE INDEX facts_by_agent ON facts (office, kind, agent, at, id)",
    "CREATE INDEX facts_by_taxpayer ON facts (office, kind, taxpayer, at)",
    """
    CREATE TABLE seat_clocks (
      office TEXT COLLATE "C" NOT NULL, agent TEXT COLLATE "C" NOT NULL, doc TEXT NOT NULL,
      PRIMARY KEY (office, agent))
    """,
    """
    CREATE TABLE seat_states (
      office TEXT COLLATE "C" NOT NULL, agent TEXT COLLATE "C" NOT NULL, since BIGINT NOT NULL, until BIGINT NOT NULL,
      presence TEXT COLLATE "C" NOT NULL, reason TEXT COLLATE "C", PRIMARY KEY (office, agent, since))
    """,
    "CREATE INDEX seat_states_by_time ON seat_states (office, since, agent)",
    """
    CREATE TABLE tallies (
      office TEXT COLLATE "C" NOT NULL, slice TEXT COLLATE "C" NOT NULL, basis TEXT COLLATE "C" NOT NULL,
      starts_at BIGINT NOT NULL, team TEXT COLLATE "C" NOT NULL, member TEXT COLLATE "C" NOT NULL,
      opened BIGINT NOT NULL, contained BIGINT NOT NULL, useful BIGINT NOT NULL, useless BIGINT NOT NULL, offered BIGINT NOT NULL,
      answered BIGINT NOT NULL, in_target BIGINT NOT NULL, waited BIGINT NOT NULL, abandoned BIGINT NOT NULL,
      short_abandoned BIGINT NOT NULL, abandon_waited BIGINT NOT NULL, flowed_message BIGINT NOT NULL, flowed_appointment BIGINT NOT NULL,
      requeued BIGINT NOT NULL, requeued_answered BIGINT NOT NULL, requeued_abandoned BIGINT NOT NULL, requeued_waited BIGINT NOT NULL,
      direct BIGINT NOT NULL, handled BIGINT NOT NULL, talked BIGINT NOT NULL, held BIGINT NOT NULL, wrapped_up BIGINT NOT NULL,
      replied BIGINT NOT NULL, reply_waited BIGINT NOT NULL, transferred BIGINT NOT NULL, ratable BIGINT NOT NULL, rated BIGINT NOT NULL,
      positive BIGINT NOT NULL, stars BIGINT NOT NULL, offers_missed BIGINT NOT NULL, offers_declined BIGINT NOT NULL,
      ready BIGINT NOT NULL, busy BIGINT NOT NULL, on_break BIGINT NOT NULL, wrap_up_state BIGINT NOT NULL, training BIGINT NOT NULL,
      handling BIGINT NOT NULL, idle BIGINT NOT NULL, messages_left BIGINT NOT NULL, messages_done BIGINT NOT NULL,
      messages_late BIGINT NOT NULL, message_waited BIGINT NOT NULL, tickets_opened BIGINT NOT NULL, tickets_done BIGINT NOT NULL,
      tickets_late BIGINT NOT NULL, ticket_waited BIGINT NOT NULL, reopened BIGINT NOT NULL, urged BIGINT NOT NULL,
      appointments_booked BIGINT NOT NULL, appointments_kept BIGINT NOT NULL, appointments_missed BIGINT NOT NULL,
      appointments_cancelled BIGINT NOT NULL, appointments_late BIGINT NOT NULL, appointment_waited BIGINT NOT NULL,
      PRIMARY KEY (office, slice, basis, starts_at, team, member)) WITH (fillfactor = 80)
    """,
  ]

  // Who uploaded an image that nobody has sent yet; whose appointments are and when they end; lists by state, and by group and priority; when words
  // were written.
  private static let twelfth = Step(
    columns: [
      "ALTER TABLE images ADD COLUMN IF NOT EXISTS uploader TEXT COLLATE \"C\" NOT NULL DEFAULT ''",
      "ALTER TABLE appointments ADD COLUMN IF NOT EXISTS team TEXT COLLATE \"C\" NOT NULL DEFAULT ''",
      "ALTER TABLE appointments ADD COLUMN IF NOT EXISTS ends_at BIGINT NOT NULL DEFAULT 0",
      "ALTER TABLE promise_words ADD COLUMN IF NOT EXISTS at BIGINT NOT NULL DEFAULT 0",
    ],
    fills: [
      Fill(
        table: "appointments", key: ["office", "id"],
        change: """
          team = t.doc::json ->> 'group', ends_at = t.starts_at + 60000 * (t.doc::json ->> 'minutes')::bigint FROM part
          WHERE true
          """),
      Fill(
        table: "promise_words", key: ["office", "kind", "subject", "number"],
        change: """
          at = promises.at FROM part JOIN promises
            ON promises.office = part.office AND promises.kind = part.kind AND promises.id = part.subject
          WHERE t.at = 0
          """),
    ],
    indexes: [
      Index(name: "promises_by_state", columns: "promises (office, kind, is_open, state, due, id)"),
      Index(name: "promises_by_rank", columns: "promises (office, kind, is_open, team, priority, due, id)"),
      Index(name: "images_unsent", columns: "images (office, uploader) WHERE is_sent = 0"),
      Index(name: "images_unsent_by_time", columns: "images (office, at) WHERE is_sent = 0"),
      Index(name: "appointments_by_team", columns: "appointments (office, team, starts_at)"),
      Index(
        name: "appointments_by_agent", columns: "appointments (office, agent, starts_at) WHERE agent IS NOT NULL"),
      Index(name: "promise_words_by_time", columns: "promise_words (office, kind, at)"),
    ])

  // Open promises are looked at once more, a batch at a time: what is due soon is warned of in working minutes, also what was promised before.
  private static let thirteenth = [
    """
    INSERT INTO timers (office, kind, subject, due) SELECT office, 'calendarMoved', 'message.0.', 0 FROM offices
    ON CONFLICT (office, kind, subject) DO NOTHING
    """
  ]

  // What nobody has, by group: however much of the group's is somebody's already.
  // Whoever was moved while they waited was still found in the queue they had left: figures are counted anew.
  private static let sixteenth = [
    "DELETE FROM figure_heads", "DELETE FROM facts", "DELETE FROM fact_places", "DELETE FROM tallies",
    "DELETE FROM seat_clocks", "DELETE FROM seat_states",
  ]

  private static let fifteenth = Step(indexes: [
    Index(name: "promises_unclaimed", columns: "promises (office, kind, is_open, team, due, id) WHERE assignee = ''")
  ])

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
