import ArgumentParser
import Foundation
import TestPrograms

/// A database server that can be broken, and is there again afterwards.
protocol BreakableDatabase: Sendable {
  /// Where backends find it.
  var address: String { get }
  /// The folders of its servers' sockets, as the address names them.
  var hosts: [String] { get }
  /// Breaks it; whether it is whole again. Blocks until then.
  func strike() -> Bool
}

extension BreakableDatabase {
  /// The sockets of its servers.
  var sockets: [String] { hosts.map { $0 + "/.s.PGSQL.5432" } }

  /// Where it is found behind proxies at these ports, one for each server.
  func address(through ports: [Int]) -> String {
    let names = ports.map { _ in "127.0.0.1" }.joined(separator: ",")
    let numbers = ports.map(String.init).joined(separator: ",")
    return address.replacing(
      "host=" + hosts.joined(separator: ","), with: "host=\(names)&port=\(numbers)&sslmode=disable&gssencmode=disable")
  }
}

/// One PostgreSQL server; every process of it is killed.
struct SingleServer: BreakableDatabase {
  let cluster: PostgresCluster
  let address: String

  init() throws {
    cluster = try PostgresCluster()
    address = try cluster.emptySchema()
  }

  var hosts: [String] { [cluster.folder] }

  func strike() -> Bool { cluster.crash() }
}

/// A primary and a synchronous standby. The primary is killed, the standby takes over, and the old one is made its standby anew; or the standby is stopped
/// for a while, and is no less taken when the primary is killed meanwhile.
final class StandbyPair: BreakableDatabase {
  private let folder = "/tmp/zuoxi-pair-" + UUID().uuidString.prefix(8)
  private let servers: ChildProcess

  init() throws {
    servers = try ChildProcess(["bash", "-c", Self.script, "postgres-pair", folder])
    guard servers.readLine() == "ready" else { throw ValidationError("failover: PostgreSQL's servers did not start") }
  }

  deinit {
    servers.closeInput()
    servers.wait()
  }

  var hosts: [String] { [folder + "/a", folder + "/b"] }

  var address: String {
    "postgresql:///postgres?host=\(hosts.joined(separator: ","))&user=postgres&target_session_attrs=read-write"
  }

  func strike() -> Bool { tell("failover") }

  /// Stops every process of the standby: what is committed waits for it. Blocks until then.
  func stopStandby() -> Bool { tell("stop") }

  /// Lets the standby go on. Blocks until then.
  func continueStandby() -> Bool { tell("continue") }

  private func tell(_ what: String) -> Bool {
    servers.write(what + "\n")
    return servers.readLine() == "ready"
  }

  private static let script = #"""
    set -e
    bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
    folder=$1
    mkdir -m 700 "$folder" "$folder/a" "$folder/b"
    as=()
    if [ "$(id -u)" = 0 ]; then
      chown -R postgres "$folder"
      as=(setpriv --reuid=postgres --regid=postgres --init-groups)
    fi
    cd "$folder"
    declare -A server
    start() {
      "${as[@]}" "$bin/postgres" -D "$folder/$1/data" -k "$folder/$1" -c listen_addresses= -c max_connections=200 \
        -c shared_buffers=64MB >>"$folder/$1/log" 2>&1 </dev/null &
      server[$1]=$!
      for _ in $(seq 600); do "$bin/pg_isready" -q -h "$folder/$1" -U postgres && return; sleep 0.05; done
    }
    sql() { psql -XqAt -h "$folder/$1" -U postgres postgres -c "$2"; }
    follow() { # the second follows the first, and the first waits for it
      rm -rf "$folder/$2/data"
      "${as[@]}" "$bin/pg_basebackup" -h "$folder/$1" -U postgres -D "$folder/$2/data" -R -X stream --no-sync -c fast >/dev/null
      start $2
      sql $1 "ALTER SYSTEM SET synchronous_standby_names = '*'"
      sql $1 "SELECT pg_reload_conf()" >/dev/null
      for _ in $(seq 600); do
        [ "$(sql $1 "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")" = 1 ] && return
        sleep 0.05
      done
    }
    all() { pgrep -P ${server[$1]}; echo ${server[$1]}; }
    "${as[@]}" "$bin/initdb" -D "$folder/a/data" -A trust -U postgres -E UTF8 --locale=C --no-sync >/dev/null
    first=a second=b
    start a
    follow a b
    echo ready
    while read -r what; do
      case "$what" in
        stop) kill -STOP $(all $second); echo ready; continue ;;
        continue) kill -CONT $(all $second); echo ready; continue ;;
      esac
      kill -STOP ${server[$first]} || true
      kill -KILL $(pgrep -P ${server[$first]}) ${server[$first]} || true
      wait ${server[$first]} || true
      kill -CONT $(all $second) || true
      "${as[@]}" "$bin/pg_ctl" promote -w -D "$folder/$second/data" >/dev/null
      sql $second "ALTER SYSTEM RESET synchronous_standby_names"
      sql $second "SELECT pg_reload_conf()" >/dev/null
      was=$first first=$second second=$was
      follow $first $second
      echo ready
    done || true
    kill -CONT $(all $second) || true
    kill -QUIT ${server[a]} ${server[b]} || true
    wait || true
    rm -rf "$folder"
    """#
}
