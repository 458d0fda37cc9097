import GRDB

/// The tables, as numbered steps; a step that has been released is never changed.
enum SQLiteSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in try db.execute(sql: first) }
    migrator.registerMigration("2") { db in try db.execute(sql: second) }
    migrator.registerMigration("3") { db in try db.execute(sql: third) }
    migrator.registerMigration("4") { db in try db.execute(sql: fourth) }
    migrator.registerMigration("5") { db in try db.execute(sql: fifth) }
    migrator.registerMigration("6") { db in try db.execute(sql: sixth) }
    migrator.registerMigration("8") { db in try db.execute(sql: eighth) }
    migrator.registerMigration("9") { db in try db.execute(sql: ninth) }
    migrator.registerMigration("10") { db in try db.execute(sql: tenth) }
    migrator.registerMigration("11") { db in try db.execute(sql: eleventh) }
    migrator.registerMigration("12") { db in try db.execute(sql: twelfth) }
    migrator.registerMigration("13") { db in try db.execute(sql: thirteenth) }
    migrator.registerMigration("14") { db in try db.execute(sql: fourteenth) }
    migrator.registerMigration("15") { db in try db.execute(sql: fifteenth) }
    migrator.registerMigration("16") { db in try db.execute(sql: sixteenth) }
    return migrator
  }

  // Every table begins with the office: it is the unit of distribution, and no key or index spans two.
  // Documents (`doc`, `body`) are JSON of the Desk type; columns beside them are what statements look for or change often.
  private static let first = """
    CREATE TABLE offices (office TEXT NOT NULL PRIMARY KEY, doc TEXT NOT NULL, catalogue TEXT NOT NULL)
      STRICT, WITHOUT ROWID;
    CREATE TABLE heads (office TEXT NOT NULL PRIMARY KEY, epoch INTEGER NOT NULL, seq INTEGER NOT NULL)
      STRICT, WITHOUT ROWID;
    CREATE TABLE events (
      office TEXT NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL,
      PRIMARY KEY (office, epoch, seq)) STRICT, WITHOUT ROWID;
    CREATE TABLE conversations (
      office TEXT NOT NULL, id TEXT NOT NULL, taxpayer TEXT NOT NULL, stage TEXT NOT NULL, is_open INTEGER NOT NULL,
      agent TEXT, opened_at INTEGER NOT NULL, doc TEXT NOT NULL,
      last_number INTEGER NOT NULL, last_at INTEGER, last_side TEXT, last_text TEXT,
      first_reply_at INTEGER, unanswered_since INTEGER,
      taxpayer_delivered INTEGER NOT NULL, taxpayer_read INTEGER NOT NULL,
      agent_delivered INTEGER NOT NULL, agent_read INTEGER NOT NULL,
      PRIMARY KEY (office, id)) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX conversations_open ON conversations (office, taxpayer) WHERE is_open = 1;
    CREATE INDEX conversations_by_taxpayer ON conversations (office, taxpayer, opened_at);
    CREATE INDEX conversations_by_stage ON conversations (office, stage, opened_at);
    CREATE INDEX conversations_by_agent ON conversations (office, agent, stage) WHERE agent IS NOT NULL;
    CREATE TABLE messages (
      office TEXT NOT NULL, conversation TEXT NOT NULL, number INTEGER NOT NULL, id TEXT NOT NULL, doc TEXT NOT NULL,
      PRIMARY KEY (office, conversation, number)) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX messages_by_id ON messages (office, id, conversation);
    CREATE TABLE seats (office TEXT NOT NULL, agent TEXT NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (office, agent))
      STRICT, WITHOUT ROWID;
    CREATE TABLE accounts (office TEXT NOT NULL, id TEXT NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (office, id))
      STRICT, WITHOUT ROWID;
    CREATE TABLE votes (
      office TEXT NOT NULL, message TEXT NOT NULL, taxpayer TEXT NOT NULL, article TEXT NOT NULL,
      is_useful INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (office, message, taxpayer)) STRICT, WITHOUT ROWID;
    CREATE TABLE answers (
      office TEXT NOT NULL, scope TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL, at INTEGER NOT NULL,
      kind TEXT NOT NULL, subject TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;
    CREATE UNIQUE INDEX answers_by_key ON answers (office, scope, key);
    CREATE TABLE timers (
      office TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, due INTEGER NOT NULL,
      PRIMARY KEY (office, kind, subject)) STRICT, WITHOUT ROWID;
    CREATE INDEX timers_by_due ON timers (due);
    CREATE TABLE leases (
      office TEXT NOT NULL, node TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (office, node))
      STRICT, WITHOUT ROWID;
    CREATE TABLE connections (
      office TEXT NOT NULL, person TEXT NOT NULL, node TEXT NOT NULL, PRIMARY KEY (office, person, node))
      STRICT, WITHOUT ROWID;
    CREATE TABLE whispers (
      office TEXT NOT NULL, conversation TEXT NOT NULL, side TEXT NOT NULL, node TEXT NOT NULL, at INTEGER NOT NULL,
      is_typing INTEGER NOT NULL, draft TEXT NOT NULL, PRIMARY KEY (office, conversation, side)) STRICT, WITHOUT ROWID;
    CREATE TABLE sessions (
      token_hash TEXT NOT NULL PRIMARY KEY, office TEXT NOT NULL, subject TEXT NOT NULL, expires_at INTEGER NOT NULL)
      STRICT, WITHOUT ROWID;
    CREATE INDEX sessions_by_end ON sessions (expires_at);
    CREATE TABLE articles (
      office TEXT NOT NULL, id TEXT NOT NULL, place INTEGER NOT NULL, is_popular INTEGER NOT NULL, doc TEXT NOT NULL,
      PRIMARY KEY (office, id)) STRICT, WITHOUT ROWID;
    CREATE VIRTUAL TABLE articles_index USING fts5 (
      office UNINDEXED, article UNINDEXED, head_terms, body_terms, tokenize = 'unicode61');
    CREATE TABLE knowledge (
      office TEXT NOT NULL, kind TEXT NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (office, kind)) STRICT, WITHOUT ROWID;
    CREATE TABLE hosts (office TEXT NOT NULL, host TEXT NOT NULL, secret TEXT NOT NULL, PRIMARY KEY (office, host))
      STRICT, WITHOUT ROWID;
    CREATE TABLE unanswered (
      office TEXT NOT NULL, question TEXT NOT NULL, count INTEGER NOT NULL, last_at INTEGER NOT NULL,
      PRIMARY KEY (office, question)) STRICT, WITHOUT ROWID;
    CREATE TABLE audit (
      office TEXT NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL, act TEXT NOT NULL, subject TEXT NOT NULL,
      detail TEXT NOT NULL) STRICT;
    """

  // Sessions are keyed by their office, too.
  private static let second = """
    CREATE TABLE office_sessions (
      office TEXT NOT NULL, token_hash TEXT NOT NULL, subject TEXT NOT NULL, expires_at INTEGER NOT NULL,
      PRIMARY KEY (office, token_hash)) STRICT, WITHOUT ROWID;
    INSERT INTO office_sessions (office, token_hash, subject, expires_at)
      SELECT office, token_hash, subject, expires_at FROM sessions;
    DROP TABLE sessions;
    ALTER TABLE office_sessions RENAME TO sessions;
    CREATE INDEX sessions_by_token ON sessions (token_hash);
    CREATE INDEX sessions_by_end ON sessions (expires_at);
    """

  // Images in pieces: no row is large, whatever engine it is in.
  private static let third = """
    CREATE TABLE images (
      office TEXT NOT NULL, id TEXT NOT NULL, conversation TEXT NOT NULL, at INTEGER NOT NULL, is_sent INTEGER NOT NULL,
      doc TEXT NOT NULL, PRIMARY KEY (office, id)) STRICT, WITHOUT ROWID;
    CREATE INDEX images_by_conversation ON images (office, conversation);
    CREATE TABLE image_parts (
      office TEXT NOT NULL, image TEXT NOT NULL, part INTEGER NOT NULL, data TEXT NOT NULL,
      PRIMARY KEY (office, image, part)) STRICT;
    """

  // Who is consulted in a talk, and who may not talk to a human for a while.
  private static let fourth = """
    ALTER TABLE conversations ADD COLUMN colleague TEXT;
    CREATE TABLE blocks (
      office TEXT NOT NULL, taxpayer TEXT NOT NULL, until INTEGER NOT NULL, doc TEXT NOT NULL,
      PRIMARY KEY (office, taxpayer)) STRICT, WITHOUT ROWID;
    """

  // Which supervisor joined a talk.
  private static let eleventh = "ALTER TABLE conversations ADD COLUMN joined TEXT"

  // Links into rooms, and what browsers say to each other there.
  private static let fifth = """
    CREATE TABLE room_links (
      office TEXT NOT NULL, code_hash TEXT NOT NULL, invitation TEXT NOT NULL, conversation TEXT NOT NULL,
      agent TEXT NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER, PRIMARY KEY (office, code_hash))
      STRICT, WITHOUT ROWID;
    CREATE INDEX room_links_by_invitation ON room_links (office, invitation);
    CREATE TABLE signals (
      office TEXT NOT NULL, invitation TEXT NOT NULL, side TEXT NOT NULL, number INTEGER NOT NULL, key TEXT NOT NULL,
      conversation TEXT NOT NULL, node TEXT NOT NULL, at INTEGER NOT NULL, payload TEXT NOT NULL,
      PRIMARY KEY (office, invitation, side, number)) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX signals_by_key ON signals (office, invitation, side, key);
    CREATE INDEX signals_by_time ON signals (at);
    """

  // Appointments; and small documents of people: calendar feeds by the hash of their secret, how somebody wants to be called, contacts.
  private static let eighth = """
    CREATE TABLE appointments (
      office TEXT NOT NULL, id TEXT NOT NULL, taxpayer TEXT NOT NULL, rule TEXT NOT NULL, starts_at INTEGER NOT NULL,
      holds_place INTEGER NOT NULL, is_open INTEGER NOT NULL, agent TEXT, doc TEXT NOT NULL,
      PRIMARY KEY (office, id)) STRICT, WITHOUT ROWID;
    CREATE INDEX appointments_by_start ON appointments (office, starts_at);
    CREATE INDEX appointments_by_slot ON appointments (office, rule, starts_at) WHERE holds_place = 1;
    CREATE INDEX appointments_by_taxpayer ON appointments (office, taxpayer, starts_at);
    CREATE TABLE documents (
      office TEXT NOT NULL, kind TEXT NOT NULL, owner TEXT NOT NULL, id TEXT NOT NULL, doc TEXT NOT NULL,
      PRIMARY KEY (office, kind, owner, id)) STRICT, WITHOUT ROWID;
    CREATE INDEX documents_by_id ON documents (office, kind, id);
    """

  // Who uploaded an image that nobody has sent yet; whose appointments are and when they end; lists by state, and by group and priority; when words
  // were written.
  private static let twelfth = """
    ALTER TABLE images ADD COLUMN uploader TEXT NOT NULL DEFAULT '';
    CREATE INDEX images_unsent ON images (office, uploader) WHERE is_sent = 0;
    CREATE INDEX images_unsent_by_time ON images (office, at) WHERE is_sent = 0;
    ALTER TABLE appointments ADD COLUMN team TEXT NOT NULL DEFAULT '';
    ALTER TABLE appointments ADD COLUMN ends_at INTEGER NOT NULL DEFAULT 0;
    UPDATE appointments SET team = json_extract(doc, '$.group'),
      ends_at = starts_at + 60000 * json_extract(doc, '$.minutes');
    CREATE INDEX appointments_by_team ON appointments (office, team, starts_at);
    CREATE INDEX appointments_by_agent ON appointments (office, agent, starts_at) WHERE agent IS NOT NULL;
    CREATE INDEX promises_by_state ON promises (office, kind, is_open, state, due, id);
    CREATE INDEX promises_by_rank ON promises (office, kind, is_open, team, priority, due, id);
    ALTER TABLE promise_words ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
    UPDATE promise_words SET at = coalesce((SELECT promises.at FROM promises
      WHERE promises.office = promise_words.office AND promises.kind = promise_words.kind
        AND promises.id = promise_words.subject), 0);
    """

  // Open promises are looked at once more, a batch at a time: what is due soon is warned of in working minutes, also what was promised before.
  private static let thirteenth = """
    INSERT OR IGNORE INTO timers (office, kind, subject, due)
    SELECT office, 'calendarMoved', 'message.0.', 0 FROM offices;
    """

  // Which agents had a conversation and in which queues it waited; figures are counted anew from the log, and these with them. Who outside is told what
  // happens, up to where in the log that was noted, and what is to be told.
  private static let fourteenth = """
    CREATE TABLE fact_places (
      office TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL,
      PRIMARY KEY (office, kind, name, id)) STRICT, WITHOUT ROWID;
    CREATE INDEX fact_places_by_time ON fact_places (office, kind, name, at, id);
    DELETE FROM figure_heads;
    DELETE FROM facts;
    DELETE FROM tallies;
    DELETE FROM seat_clocks;
    DELETE FROM seat_states;
    CREATE TABLE webhooks (
      office TEXT NOT NULL, code TEXT NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL, doc TEXT NOT NULL,
      PRIMARY KEY (office, code)) STRICT, WITHOUT ROWID;
    CREATE TABLE deliveries (
      office TEXT NOT NULL, webhook TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL,
      state TEXT NOT NULL, due INTEGER NOT NULL, attempts INTEGER NOT NULL, answer TEXT NOT NULL, body TEXT NOT NULL,
      PRIMARY KEY (office, webhook, id)) STRICT, WITHOUT ROWID;
    CREATE INDEX deliveries_by_due ON deliveries (office, webhook, state, due);
    CREATE INDEX deliveries_by_time ON deliveries (office, webhook, at);
    """

  // Whoever was moved while they waited was still found in the queue they had left: figures are counted anew.
  private static let sixteenth = """
    DELETE FROM figure_heads;
    DELETE FROM facts;
    DELETE FROM fact_places;
    DELETE FROM tallies;
    DELETE FROM seat_clocks;
    DELETE FROM seat_states;
    """

  // What nobody has, by group: however much of the group's is somebody's already.
  private static let fifteenth = """
    CREATE INDEX promises_unclaimed ON promises (office, kind, is_open, team, due, id) WHERE assignee = '';
    """

  // Where sheets were sent, agents' own quick replies, and how often which is used.
  private static let sixth = """
    CREATE TABLE sheets (
      office TEXT NOT NULL, id TEXT NOT NULL, conversation TEXT NOT NULL, taxpayer TEXT NOT NULL, at INTEGER NOT NULL,
      PRIMARY KEY (office, id)) STRICT, WITHOUT ROWID;
    CREATE INDEX sheets_by_taxpayer ON sheets (office, taxpayer, at);
    CREATE TABLE quick_replies (
      office TEXT NOT NULL, agent TEXT NOT NULL, code TEXT NOT NULL, doc TEXT NOT NULL,
      PRIMARY KEY (office, agent, code)) STRICT, WITHOUT ROWID;
    CREATE TABLE reply_usage (
      office TEXT NOT NULL, agent TEXT NOT NULL, scope TEXT NOT NULL, code TEXT NOT NULL, count INTEGER NOT NULL,
      last_at INTEGER NOT NULL, PRIMARY KEY (office, agent, scope, code)) STRICT, WITHOUT ROWID;
    """

  // Messages left and tickets with an index for each order in which they are listed, their entries and words, how to reach people, and notices.
  private static let ninth = """
    CREATE TABLE promises (
      office TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, is_open INTEGER NOT NULL, state TEXT NOT NULL,
      priority INTEGER NOT NULL, team TEXT NOT NULL, assignee TEXT NOT NULL, taxpayer TEXT NOT NULL,
      due INTEGER NOT NULL, at INTEGER NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (office, kind, id)) STRICT;
    CREATE INDEX promises_by_due ON promises (office, kind, is_open, due, id);
    CREATE INDEX promises_by_team ON promises (office, kind, is_open, team, due, id);
    CREATE INDEX promises_by_assignee ON promises (office, kind, is_open, assignee, due, id);
    CREATE INDEX promises_by_priority ON promises (office, kind, is_open, priority, due, id);
    CREATE INDEX promises_by_time ON promises (office, kind, is_open, at, id);
    CREATE INDEX promises_by_taxpayer ON promises (office, taxpayer, kind, at, id);
    CREATE TABLE promise_entries (
      office TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, number INTEGER NOT NULL, doc TEXT NOT NULL,
      PRIMARY KEY (office, kind, subject, number)) STRICT, WITHOUT ROWID;
    CREATE TABLE promise_words (
      place INTEGER PRIMARY KEY, office TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
      number INTEGER NOT NULL, terms TEXT NOT NULL) STRICT;
    CREATE UNIQUE INDEX promise_words_by_subject ON promise_words (office, kind, subject, number);
    CREATE VIRTUAL TABLE promise_index USING fts5 (
      office UNINDEXED, terms, content = 'promise_words', content_rowid = 'place', tokenize = 'unicode61');
    CREATE TRIGGER promise_words_added AFTER INSERT ON promise_words BEGIN
      INSERT INTO promise_index (rowid, office, terms) VALUES (new.place, new.office, new.terms);
    END;
    CREATE TRIGGER promise_words_gone AFTER DELETE ON promise_words BEGIN
      INSERT INTO promise_index (promise_index, rowid, office, terms)
      VALUES ('delete', old.place, old.office, old.terms);
    END;
    CREATE TABLE contacts (
      office TEXT NOT NULL, message TEXT NOT NULL, contact TEXT NOT NULL, PRIMARY KEY (office, message))
      STRICT, WITHOUT ROWID;
    CREATE TABLE notices (
      office TEXT NOT NULL, taxpayer TEXT NOT NULL, id TEXT NOT NULL, reference TEXT NOT NULL,
      is_read INTEGER NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (office, taxpayer, id)) STRICT, WITHOUT ROWID;
    CREATE INDEX notices_unread ON notices (office, taxpayer, is_read, id);
    """

  // What figures are computed from: how far the log has been counted, the facts of each conversation, promise and appointment, seats' time, and sums.
  private static let tenth = """
    CREATE TABLE figure_heads (office TEXT NOT NULL PRIMARY KEY, epoch INTEGER NOT NULL, seq INTEGER NOT NULL)
      STRICT, WITHOUT ROWID;
    CREATE TABLE facts (
      office TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, taxpayer TEXT NOT NULL,
      team TEXT NOT NULL, agent TEXT NOT NULL, matter TEXT NOT NULL, outcome TEXT NOT NULL, doc TEXT NOT NULL,
      PRIMARY KEY (office, kind, id)) STRICT, WITHOUT ROWID;
    CREATE INDEX facts_by_time ON facts (office, kind, at, id);
    CREATE INDEX facts_by_agent ON facts (office, kind, agent, at, id);
    CREATE INDEX facts_by_taxpayer ON facts (office, kind, taxpayer, at);
    CREATE TABLE seat_clocks (office TEXT NOT NULL, agent TEXT NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (office, agent))
      STRICT, WITHOUT ROWID;
    CREATE TABLE seat_states (
      office TEXT NOT NULL, agent TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
      presence TEXT NOT NULL, reason TEXT, PRIMARY KEY (office, agent, since)) STRICT, WITHOUT ROWID;
    CREATE INDEX seat_states_by_time ON seat_states (office, since, agent);
    CREATE TABLE tallies (
      office TEXT NOT NULL, slice TEXT NOT NULL, basis TEXT NOT NULL, starts_at INTEGER NOT NULL, team TEXT NOT NULL,
      member TEXT NOT NULL,
      opened INTEGER NOT NULL, contained INTEGER NOT NULL, useful INTEGER NOT NULL, useless INTEGER NOT NULL, offered INTEGER NOT NULL,
      answered INTEGER NOT NULL, in_target INTEGER NOT NULL, waited INTEGER NOT NULL, abandoned INTEGER NOT NULL,
      short_abandoned INTEGER NOT NULL, abandon_waited INTEGER NOT NULL, flowed_message INTEGER NOT NULL,
      flowed_appointment INTEGER NOT NULL, requeued INTEGER NOT NULL, requeued_answered INTEGER NOT NULL,
      requeued_abandoned INTEGER NOT NULL, requeued_waited INTEGER NOT NULL, direct INTEGER NOT NULL, handled INTEGER NOT NULL,
      talked INTEGER NOT NULL, held INTEGER NOT NULL, wrapped_up INTEGER NOT NULL, replied INTEGER NOT NULL, reply_waited INTEGER NOT NULL,
      transferred INTEGER NOT NULL, ratable INTEGER NOT NULL, rated INTEGER NOT NULL, positive INTEGER NOT NULL, stars INTEGER NOT NULL,
      offers_missed INTEGER NOT NULL, offers_declined INTEGER NOT NULL, ready INTEGER NOT NULL, busy INTEGER NOT NULL,
      on_break INTEGER NOT NULL, wrap_up_state INTEGER NOT NULL, training INTEGER NOT NULL, handling INTEGER NOT NULL,
      idle INTEGER NOT NULL, messages_left INTEGER NOT NULL, messages_done INTEGER NOT NULL, messages_late INTEGER NOT NULL,
      message_waited INTEGER NOT NULL, tickets_opened INTEGER NOT NULL, tickets_done INTEGER NOT NULL, tickets_late INTEGER NOT NULL,
      ticket_waited INTEGER NOT NULL, reopened INTEGER NOT NULL, urged INTEGER NOT NULL, appointments_booked INTEGER NOT NULL,
      appointments_kept INTEGER NOT NULL, appointments_missed INTEGER NOT NULL, appointments_cancelled INTEGER NOT NULL,
      appointments_late INTEGER NOT NULL, appointment_waited INTEGER NOT NULL,
      PRIMARY KEY (office, slice, basis, starts_at, team, member)) STRICT, WITHOUT ROWID;
    """
}
