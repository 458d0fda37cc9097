import ArgumentParser
import Glibc

/// `pgbench`, inserting rows like those that a run has just written into tables like theirs, with as many connections as there were backends and as many
/// messages in a transaction; the head is locked first, statements are prepared and go in
/// a pipeline, as ours do.
struct PostgresPeer {
  var database: String

  func messagesPerSecond(clients: Int, batch: Int, messages: Int) throws -> Double {
    let folder = "/tmp/zuoxi-bench-\(getpid())-pgbench"
    _ = shell("mkdir -p \(folder)")
    defer { _ = shell("rm -rf \(folder)") }
    let file = folder + "/peer.sh"
    guard let handle = fopen(file, "w") else { throw ValidationError("cannot write \(file)") }
    fputs(Self.script, handle)
    fclose(handle)
    let transactions = max(1, messages / clients / batch)
    let lines = shell("cd \(folder) && bash peer.sh '\(database)' \(clients) \(batch) \(transactions)").split(
      separator: "\n")
    return (Double(lines.last ?? "") ?? 0) * Double(batch)
  }

  private static let script = #"""
    url=$1 clients=$2 batch=$3 transactions=$4
    sql() { psql -qAt -v ON_ERROR_STOP=1 "$url" "$@"; }
    sql <<'SQL'
    SET client_min_messages = warning;
    DROP TABLE IF EXISTS peer_events, peer_messages, peer_answers, peer_conversations, peer_heads;
    CREATE TABLE peer_events (LIKE events INCLUDING ALL);
    CREATE TABLE peer_messages (LIKE messages INCLUDING ALL);
    CREATE TABLE peer_answers (LIKE answers INCLUDING ALL);
    CREATE TABLE peer_conversations (LIKE conversations INCLUDING ALL);
    CREATE TABLE peer_heads (LIKE heads INCLUDING ALL);
    INSERT INTO peer_conversations SELECT * FROM conversations;
    INSERT INTO peer_heads SELECT * FROM heads;
    SQL
    # pgbench takes a colon before a letter or a digit for a variable, in literals too.
    sample() { sql -c "SELECT quote_literal($1) FROM $2 WHERE office = 'bench' ORDER BY length($1) DESC, $1 LIMIT 1 OFFSET 50" | sed 's/:/: /g'; }
    event=$(sample body events)
    message=$(sample doc messages)
    answer=$(sql -c "SELECT string_agg(CASE
      WHEN column_name = 'office' THEN '''bench'''
      WHEN column_name = 'key' THEN '''k'' || (:number::bigint + NNN)'
      WHEN data_type = 'bigint' THEN '1'
      ELSE '''m00000-000''' END, ', ' ORDER BY ordinal_position)
      FROM information_schema.columns WHERE table_name = 'answers' AND table_schema = current_schema()")
    {
      echo "\set number random(1, 1000000000000000)"
      echo "\set talk random(0, 63)"
      echo "BEGIN;"
      echo "SELECT seq AS head FROM peer_heads WHERE office = 'bench' FOR UPDATE \gset"
      echo "\startpipeline"
      for n in $(seq $batch); do
        echo "INSERT INTO peer_events (office, epoch, seq, at, body) VALUES ('bench', 1, :head + $n, 1800000000000, $event);"
        echo "INSERT INTO peer_messages (office, conversation, number, id, doc)" \
          "VALUES ('bench', 'c' || :talk, :number::bigint + $n, 'm' || (:number::bigint + $n), $message);"
        echo "INSERT INTO peer_answers VALUES (${answer//NNN/$n});"
        echo "UPDATE peer_conversations SET last_number = last_number + 1, last_at = 1, last_text = 'x'" \
          "WHERE office = 'bench' AND id = 'c' || :talk;"
      done
      echo "UPDATE peer_heads SET seq = seq + $batch WHERE office = 'bench';"
      echo "COMMIT;"
      echo "\endpipeline"
    } > peer.sql
    pgbench -n -M prepared -c $clients -j $clients -t $transactions -f peer.sql "$url" > out.txt 2> errors.txt
    grep -iE 'error|fatal' errors.txt | head -3 >&2
    sql -c 'DROP TABLE peer_events, peer_messages, peer_answers, peer_conversations, peer_heads'
    awk '/^tps/ { print $3 }' out.txt
    """#
}
