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
      for table in events messages answers; do
        sqlite3 \(source) ".mode insert $table" "SELECT * FROM $table ORDER BY rowid DESC LIMIT \(messages)" \
          > \(folder)/$table.sql 2>/dev/null \
          || sqlite3 \(source) ".mode insert $table" "SELECT * FROM $table LIMIT \(messages)" > \(folder)/$table.sql
      done
      sqlite3 \(source) "SELECT 'UPDATE conversations SET last_number = last_number + 1, last_at = 1, last_text = ''x'' \
        WHERE office = ''' || office || ''' AND id = ''' || conversation || ''';' FROM messages LIMIT \(messages)" \
        > \(folder)/updates.sql
      yes "UPDATE heads SET seq = seq + 1 WHERE office = 'bench';" | head -n \(messages) > \(folder)/heads.sql
      { echo 'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; BEGIN;'
        paste -d '\\n' \(folder)/events.sql \(folder)/messages.sql \(folder)/answers.sql \(folder)/updates.sql \
          \(folder)/heads.sql | awk 'NF { print } NR % (5 * \(batch)) == 0 { print "COMMIT; BEGIN;" }'
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
