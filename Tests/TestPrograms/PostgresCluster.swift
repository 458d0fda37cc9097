import Foundation
import Synchronization

/// A PostgreSQL server of the tests' own in a folder of its own, started when first asked for and gone with the tests' process: each test has a schema of
/// its own in it.
public final class PostgresCluster: Sendable {
  /// Where its files and its socket are.
  public let folder: String
  private let server: ChildProcess
  private let count = Mutex(0)

  /// The one that tests share; `nil` where PostgreSQL is not installed.
  public static let shared: PostgresCluster? = try? PostgresCluster()

  /// Initialises and starts a server; settings are `name=value`.
  public init(settings: [String] = []) throws {
    folder = "/tmp/zuoxi-pg-" + UUID().uuidString.prefix(8)
    server = try ChildProcess(["bash", "-c", Self.script, "postgres-for-tests", folder] + settings)
    guard server.readLine() == "ready" else { throw ChildProcess.NotStarted(words: ["postgres"], reason: ENOENT) }
  }

  deinit { stop() }

  /// Ends the server.
  public func stop() {
    server.closeInput()
    server.wait()
  }

  /// Kills every process of the server with SIGKILL and starts it again; returns whether it takes connections. Blocks until then.
  public func crash() -> Bool {
    server.write("crash\n")
    return server.readLine() == "ready"
  }

  /// A connection string for an empty schema of its own.
  public func emptySchema() throws -> String {
    let name = count.withLock { count in
      count += 1
      return "test\(count)"
    }
    try run("CREATE SCHEMA \(name)")
    return "\(url)&options=-csearch_path%3D\(name)"
  }

  /// A connection string for the whole server.
  public var url: String { "postgresql:///postgres?host=\(folder)&user=postgres" }

  /// Runs statements; returns what they say, a line a row, columns separated by `|`.
  @discardableResult
  public func run(_ sql: String) throws -> String {
    try ChildProcess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", sql]).text
  }

  // Ends with its standard input, so that nothing is left when the tests are killed. PostgreSQL does not run as root.
  private static let script = """
    set -e
    bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
    folder=$1; shift
    mkdir -m 700 "$folder"
    as=()
    if [ "$(id -u)" = 0 ]; then
      chown postgres "$folder"
      as=(setpriv --reuid=postgres --regid=postgres --init-groups)
    fi
    cd "$folder"
    "${as[@]}" "$bin/initdb" -D "$folder/data" -A trust -U postgres -E UTF8 --locale=C --no-sync >/dev/null
    options=(-c listen_addresses= -c max_connections=300 -c shared_buffers=64MB -c max_prepared_transactions=10)
    for setting in "$@"; do options+=(-c "$setting"); done
    begin() {
      rm -f "$folder/data/postmaster.pid"
      "${as[@]}" "$bin/postgres" -D "$folder/data" -k "$folder" "${options[@]}" >>"$folder/log" 2>&1 </dev/null &
      server=$!
    }
    start() {
      begin
      for _ in $(seq 600); do
        if "$bin/pg_isready" -q -h "$folder" -U postgres; then echo ready; return; fi
        # What was killed a moment ago may hold the memory still that the next one wants: it does not start then, and is started again.
        if ! kill -0 $server 2>/dev/null; then wait $server || true; begin; fi
        sleep 0.05
      done
      echo "not ready"
    }
    start
    # Each line is a crash: every process of the server is killed, and it is started again. First it is stopped, so that no new one is begun meanwhile.
    while read -r _; do
      kill -STOP $server || true
      kill -KILL $(pgrep -P $server) $server || true
      wait $server || true
      start
    done || true
    kill -QUIT $server
    wait $server || true
    rm -rf "$folder"
    """
}
