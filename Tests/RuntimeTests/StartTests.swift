import Desk
import Foundation
import Testing
import Wire

@testable import Runtime

@Suite("How the program starts")
struct StartTests {
  @Test("The language: asked for, else the locale's, else Chinese")
  func language() {
    func language(_ asked: String?, _ environment: [String: String]) -> Language {
      LanguageChoice.language(asked: asked) { environment[$0] }
    }
    #expect(language("en", ["LANG": "zh_CN.UTF-8"]) == .english)
    #expect(language(nil, ["LANG": "en_GB.UTF-8"]) == .english)
    #expect(language(nil, ["LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"]) == .chinese)
    #expect(language(nil, ["LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_TW"]) == .chinese)
    for locale in ["C", "POSIX", "C.UTF-8", "de_DE.UTF-8", ""] { #expect(language(nil, ["LANG": locale]) == .chinese) }
    #expect(language(nil, [:]) == .chinese)
  }

  @Test("Addresses people type")
  func addresses() {
    #expect(ServerAddress("https://Seat.example/")?.description == "https://seat.example")
    #expect(ServerAddress("seat.example:8443")?.description == "https://seat.example:8443")
    #expect(ServerAddress("127.0.0.1:8080")?.description == "http://127.0.0.1:8080")
    #expect(ServerAddress("localhost")?.description == "http://localhost")
    #expect(ServerAddress("http://[::1]:80//")?.description == "http://[::1]:80")
    for bad in ["", "http://", "ftp://x", "x y", "http://a/b", "http://a?b", "http://u:p@h", "http://a\r\nb", ":80"] {
      #expect(ServerAddress(bad) == nil, "\(bad)")
    }
  }

  @Test("One folder per backend and account, whatever they are called")
  func folders() throws {
    let folders = Folders(configuration: "/c", state: "/s")
    let server = try #require(ServerAddress("http://h:1"))
    func seat(_ office: OfficeID, _ agent: AgentID) -> String {
      folders.seat(server: server, owner: SeatOwner(office: office, agent: agent))
    }
    let odd = seat("o", "../../etc/张")
    #expect(odd.hasPrefix("/s/seats/") && !odd.dropFirst(9).contains("/") && !odd.contains(".."))
    let all = [
      ("o", "a"), ("o", "b"), ("p", "a"), ("o", "li.hua"), ("o", "li_hua"), ("o", "张"), ("o", "王"), ("o@a", ""),
      ("o", "a@"),
    ]
    #expect(Set(all.map { seat(OfficeID($0.0), AgentID($0.1)) }).count == all.count)
  }

  @Test("A sign-in is kept for its owner alone, and forgotten")
  func session() throws {
    let folder = NSTemporaryDirectory() + "zuoxi-test-" + UUID().uuidString
    defer { FileStore.removeFolder(folder) }
    let folders = Folders(configuration: folder + "/a/b", state: folder)
    let session = StoredSession(
      server: "http://h", office: "demo", account: "zhangmin", token: "t", expiresAt: Timestamp(milliseconds: 5))
    #expect(StoredSession.load(folders) == nil)
    try session.save(folders)
    #expect(StoredSession.load(folders) == session)
    // The same token at another backend is somebody else's, or nobody's.
    let owner = SeatOwner(office: "demo", agent: "zhangmin")
    #expect(try Access.find(server: "http://h", token: "t", folders: folders).owner == owner)
    #expect(try Access.find(server: "http://other", token: "t", folders: folders).owner == nil)
    #expect(try Access.find(server: "http://h", token: "u", folders: folders).owner == nil)
    let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/a/b/session.json")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let failure = #expect(throws: ProgramFailure.self) {
      try Access.find(server: "http://h", token: nil, folders: folders)
    }
    #expect(failure?.kind == .noPermission)
    try StoredSession.forget(folders)
    try StoredSession.forget(folders)
    #expect(StoredSession.load(folders) == nil)
  }

  @Test("Exit numbers say what kind of failure it was")
  func exits() {
    #expect(ProgramFailure(.refused(Problem(.wrongPassword))).kind == .noPermission)
    #expect(ProgramFailure(.refused(Problem(.forbidden))).kind == .noPermission)
    #expect(ProgramFailure(.refused(Problem(.unavailable))).kind == .unavailable)
    #expect(ProgramFailure(.unreachable(reason: "x")).kind == .unavailable)
    #expect(ProgramFailure(.refused(Problem(.notFound))).kind == .other)
  }
}

@Suite("What reaches the terminal beside frames")
struct TerminalNewsTests {
  @Test(
    "Outside text cannot end the sequence or begin another",
    arguments: ["\u{1B}\\\u{1B}]0;x\u{7}", "a;b\u{9C}", "\u{202E}x\n"])
  func hostile(text: String) {
    for kind in [TerminalNews.Kind.nine, .ninetyNine, .sevenSevenSeven] {
      let sequence = TerminalNews.notification(title: text, body: text, kind)
      let controls = sequence.unicodeScalars.filter { $0.value < 32 || (0x7F...0x9F).contains($0.value) }
      #expect(controls.allSatisfy { $0 == "\u{1B}" })
      #expect(controls.count == (kind == .ninetyNine ? 4 : 2))
    }
  }

  @Test("Each terminal gets the one sequence it knows")
  func kinds() {
    func kind(_ environment: [String: String]) -> TerminalNews.Kind { TerminalNews.kind { environment[$0] } }
    #expect(kind(["TERM": "xterm-kitty"]) == .ninetyNine)
    #expect(kind(["TERM": "xterm-256color", "VTE_VERSION": "7000"]) == .sevenSevenSeven)
    #expect(kind(["TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"]) == .nine)
    #expect(kind(["TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"]) == .none)
    #expect(kind(["TERM": "xterm"]) == .none)
  }

  @Test("The clipboard takes Chinese")
  func clipboard() { #expect(TerminalNews.clipboard("您好") == "\u{1B}]52;c;5oKo5aW9\u{1B}\\") }
}
