import Desk
import Foundation
import TestPrograms
import Testing

/// `zuoxid move`, as an operator uses it, and killed in the middle.
@Suite("Moving offices")
@TestThread struct MoveCommandTests {
  private func zuoxid(_ words: String...) throws -> (text: String, status: Int32) {
    try ChildProcess.run(["env", "LC_ALL=C.UTF-8", "sh", "-c", "exec \"$@\" 2>&1", "sh", BuiltProgram.zuoxid] + words)
  }

  private func folder() -> String { FileManager.default.temporaryDirectory.path + "/zuoxi-move-" + UUID().uuidString }

  @Test("an office goes to PostgreSQL and back, and is told in one line")
  func thereAndBack() throws {
    guard let cluster = PostgresCluster.shared else {
      _ = BuiltProgram.has("postgres")
      return
    }
    let (home, back, url) = (folder(), folder(), try cluster.emptySchema())
    defer { for path in [home, back] { try? FileManager.default.removeItem(atPath: path) } }
    #expect(try zuoxid("init", "--data", home, "--sample").status == 0)
    let there = try zuoxid("move", "--from", home, "--to", url)
    #expect(there.status == 0)
    struct Line: Decodable { var offices: [String], rows: [String: Int], isRemovedFromSource: Bool }
    let line = try JSONDecoder().decode(Line.self, from: Data(there.text.utf8))
    #expect(line.offices.count == 1 && (line.rows["articles"] ?? 0) > 0 && !line.isRemovedFromSource, "\(there.text)")
    #expect(try zuoxid("check", "--database", url).status == 0)
    let renewed = try zuoxid("restore", "--database", url)
    #expect(renewed.status == 0 && renewed.text.contains("重新取得快照"), "\(renewed.text)")
    let copy = try zuoxid("backup", "--database", url, "--to", folder())
    #expect(copy.status == 64 && copy.text.contains("pg_basebackup"), "\(copy.text)")

    let again = try zuoxid("move", "--from", home, "--to", url)
    #expect(again.status == 1 && again.text.contains("未迁移：") && again.text.contains("已有机构"), "\(again.text)")
    #expect(try zuoxid("move", "--from", url, "--to", back, "--remove").text.contains(#""isRemovedFromSource":true"#))
    #expect(try zuoxid("check", "--data", back).status == 0)
    let gone = try zuoxid("move", "--from", url, "--to", folder(), "--language", "en")
    #expect(gone.status == 1 && gone.text.contains("Not moved: there is no office at the source"), "\(gone.text)")
  }

  @Test("what is served is not moved, and a folder has one backend")
  func served() throws {
    let home = folder()
    defer { try? FileManager.default.removeItem(atPath: home) }
    #expect(try zuoxid("init", "--data", home, "--sample").status == 0)
    let backend = try ChildProcess([BuiltProgram.zuoxid, "serve", "--data", home, "--listen", "127.0.0.1:0"])
    #expect(backend.readLine()?.contains("ready") == true)
    let moved = try zuoxid("move", "--from", home, "--to", folder())
    #expect(moved.status == 1 && moved.text.contains("请先停止"), "\(moved.text)")
    let second = try zuoxid("serve", "--data", home, "--listen", "127.0.0.1:0")
    #expect(second.status == 1 && second.text.contains("另一个 zuoxid"), "\(second.text)")
    // As if the backend that serves it were of an earlier release: nobody else changes its tables.
    let older = "DELETE FROM grdb_migrations WHERE identifier = '16'"
    #expect(try ChildProcess.run(["sqlite3", home + "/zuoxi.sqlite", older]).status == 0)
    #expect(try zuoxid("serve", "--data", home, "--listen", "127.0.0.1:0").text == second.text)
    for words in [["check"], ["export", "office"], ["init"]] {
      let left = try ChildProcess.run(
        ["env", "LC_ALL=C.UTF-8", "sh", "-c", "exec \"$@\" 2>&1", "sh", BuiltProgram.zuoxid] + words + ["--data", home])
      #expect(left.status == 1 && left.text.contains("的数据属于较早的版本：请用那个版本的 zuoxid"), "\(left.text)")
    }
    backend.send(SIGKILL)
    backend.wait()
  }

  @Test(
    "the log's lines are JSON objects whose times say their zone; a damaged row is named, not called a wrong command line"
  )
  func operators() throws {
    let home = folder()
    defer { try? FileManager.default.removeItem(atPath: home) }
    #expect(try zuoxid("init", "--data", home, "--sample").status == 0)
    let words = [BuiltProgram.zuoxid, "serve", "--data", home, "--listen", "127.0.0.1:0"]
    let backend = try ChildProcess(
      ["env", "LOG_FORMAT=json", "LOG_LEVEL=info", "sh", "-c", "exec \"$@\" 2>\"$0\"", home + "/log"] + words)
    #expect(backend.readLine()?.contains("ready") == true)
    backend.send(SIGTERM)
    #expect(backend.wait() == 0)
    let log = try String(contentsOfFile: home + "/log", encoding: .utf8).split(separator: "\n")
    #expect(!log.isEmpty)
    for line in log {
      let fields = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
      #expect(Timestamp(fields["time"] ?? "") != nil && fields["message"] != nil, "\(line)")
    }
    let statement = "UPDATE accounts SET doc = '{' WHERE id = 'lihua'"
    #expect(try ChildProcess.run(["sqlite3", home + "/zuoxi.sqlite", statement]).status == 0)
    let check = try zuoxid("check", "--data", home)
    #expect(check.status == 1 && check.text.contains("account lihua: 内容无法读出"), "\(check.text)")
  }

  @Test("killed at any moment, it leaves the whole office or none, and is done again", arguments: 0...5)
  func killed(moment: Int) throws {
    let (home, target) = (folder(), folder())
    defer { for path in [home, target] { try? FileManager.default.removeItem(atPath: path) } }
    #expect(try zuoxid("init", "--data", home, "--sample").status == 0)
    let move = try ChildProcess([BuiltProgram.zuoxid, "move", "--from", home, "--to", target])
    // Later and later: from the making of the folder to the growing log.
    let log = target + "/zuoxi.sqlite-wal"
    for _ in 0..<2_000_000 {
      if moment == 0, FileManager.default.fileExists(atPath: target) { break }
      let size = (try? FileManager.default.attributesOfItem(atPath: log)[.size] as? Int) ?? 0
      if size > (moment - 1) * 200_000 { break }
    }
    move.send(SIGKILL)
    move.wait()
    let check =
      FileManager.default.fileExists(atPath: target + "/zuoxi.sqlite") ? try zuoxid("check", "--data", target) : nil
    let isThere = check?.status == 0
    #expect(isThere || check?.text.contains("没有任何机构") ?? true, "\(check?.text ?? "")")
    let again = try zuoxid("move", "--from", home, "--to", target)
    #expect(again.status == (isThere ? 1 : 0), "\(again.text)")
    #expect(try zuoxid("check", "--data", target).text.contains("事件"))
  }
}
