// Steps from the ninth on.

extension PostgresSchema {
  // Messages left and tickets with an index for each order in which they are listed, their entries and words, how to reach people, and notices.
  static let ninth = [
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
  static let tenth = [
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
  static let twelfth = Step(
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
  static let thirteenth = [
    """
    INSERT INTO timers (office, kind, subject, due) SELECT office, 'calendarMoved', 'message.0.', 0 FROM offices
    ON CONFLICT (office, kind, subject) DO NOTHING
    """
  ]

  // Whoever was moved while they waited was still found in the queue they had left: figures are counted anew.
  static let sixteenth = [
    "DELETE FROM figure_heads", "DELETE FROM facts", "DELETE FROM fact_places", "DELETE FROM tallies",
    "DELETE FROM seat_clocks", "DELETE FROM seat_states",
  ]

  // What nobody has, by group: however much of the group's is somebody's already.
  static let fifteenth = Step(indexes: [
    Index(name: "promises_unclaimed", columns: "promises (office, kind, is_open, team, due, id) WHERE assignee = ''")
  ])

  // Sessions are keyed by their office alone; they are found by their token all the same.
  static let seventeenth = Step(
    indexes: [Index(name: "sessions_by_token", columns: "sessions (token_hash)")],
    statements: [
      """
      ALTER TABLE sessions DROP CONSTRAINT sessions_pkey,
        ADD CONSTRAINT sessions_pkey PRIMARY KEY USING INDEX sessions_by_office
      """
    ])

  // Which supervisor joined a talk.
  static let eleventh = ["ALTER TABLE conversations ADD COLUMN joined TEXT COLLATE \"C\""]

  // Which agents had a conversation and in which queues it waited; figures are counted anew from the log, and these with them. Who outside is told what
  // happens, up to where in the log that was noted, and what is to be told.
  static let fourteenth = [
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
}
