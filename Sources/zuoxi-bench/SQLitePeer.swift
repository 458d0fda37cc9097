import ArgumentParser
import Glibc

/// The `sqlite3` program, inserting the rows that a run has just written.
struct SQLitePeer {
  /// The rows just written are spelled as statements, and `sqlite3` runs them in a database with the same tables and the same durability.
  func messagesPerSecond(folder: String, batch: Int, messages: Int) throws -> Double {
    let source = shell("ls \(folder)/*.sqlite \(folder)/*.db 2>/dev/null").split(separator: "\n").first.map(String.init)
    guard let source else { throw ValidationError("no database in \(folder)") }
    let script = """
      set -e
      sqlite3 \(source) .schema | grep -v -e sqlite_sequence -e 'articles_index_' > \(folder)/schema.sql
      # In the order in which they were written, as their keys were: in any other they would fall on other pages.
      sqlite3 \(source) ".mode insert events" \
        "SELECT * FROM (SELECT * FROM events ORDER BY epoch DESC, seq DESC LIMIT \(messages)) ORDER BY epoch, seq" \
        > \(folder)/events.sql
      written="FROM (SELECT rowid AS place, * FROM answers ORDER BY rowid DESC LIMIT \(messages)) a \
        CROSS JOIN messages m INDEXED BY messages_by_id ON m.office = a.office AND m.id = a.key ORDER BY a.place"
      sqlite3 \(source) ".mode insert messages" "SELECT m.* $written" > \(folder)/messages.sql
      sqlite3 \(source) ".mode insert answers" \
        "SELECT * FROM answers WHERE rowid > (SELECT max(rowid) - \(messages) FROM answers) ORDER BY rowid" \
        > \(folder)/answers.sql
      sqlite3 \(source) "SELECT 'UPDATE conversations SET last_number = last_number + 1, last_at = 1, last_text = ''x'' \
        WHERE office = ''' || m.office || ''' AND id = ''' || m.conversation || ''';' $written" > \(folder)/updates.sql
      head="UPDATE heads SET seq = seq + \(batch) WHERE office = 'bench';"
      { echo 'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; BEGIN;'
        paste -d '\\n' \(folder)/events.sql \(folder)/messages.sql \(folder)/answers.sql \(folder)/updates.sql \
          | awk -v head="$head" 'NF { print } NR % (4 * \(batch)) == 0 { print head " COMMIT; BEGIN;" }'
        echo 'COMMIT;'; } > \(folder)/all.sql
      rm -f \(folder)/raw.db
      sqlite3 \(folder)/raw.db < \(folder)/schema.sql
      sqlite3 \(source) ".mode insert conversations" "SELECT * FROM conversations" | sqlite3 \(folder)/raw.db
      sqlite3 \(source) ".mode insert heads" "SELECT * FROM heads" | sqlite3 \(folder)/raw.db
      """
    let file = folder + "/equal.sh"
    guard let handle = fopen(file, "w") else { throw ValidationError("cannot write \(file)") }
    fputs(script, handle)
    fclose(handle)
    _ = shell("bash \(file) 2>&1")
    let begun = Stopwatch.now
    _ = shell("sqlite3 \(folder)/raw.db < \(folder)/all.sql > /dev/null 2>\(folder)/errors.txt")
    let seconds = Stopwatch.now - begun
    let rows = shell("sqlite3 \(folder)/raw.db 'SELECT count(*) FROM messages'").filter(\.isNumber)
    let errors = shell("head -3 \(folder)/errors.txt")
    if !errors.isEmpty { print("sqlite3: " + errors) }
    return (Double(rows) ?? 0) / seconds
  }
}
