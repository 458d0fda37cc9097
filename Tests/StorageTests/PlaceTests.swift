import Storage
import Testing

@Suite("Where a database is, as it is shown") struct PlaceTests {
  @Test(
    "Hosts, ports and database are told; no password, user or option, wherever they stand",
    arguments: [
      ("postgres://zuoxi:geheim@db1/zuoxi", "postgres://db1/zuoxi"),
      ("postgres://zuoxi@db1:5433/zuoxi?password=geheim", "postgres://db1:5433/zuoxi"),
      (
        "postgres://zuoxi@db1:5432,db2:5433/zuoxi?target_session_attrs=any", "postgres://db1:5432,db2:5433/zuoxi"
      ),
      ("host=db1,db2 port=5433 dbname=zuoxi password=geheim", "postgres://db1:5433,db2:5433/zuoxi"),
      ("postgres://db1,db2/zuoxi", "postgres://db1,db2/zuoxi"),
      ("postgresql:///zuoxi?host=/tmp&port=18700", "postgres:///tmp:18700/zuoxi"),
      ("postgres://geheim@%zz", "postgres"),
    ])
  func place(url: String, shown: String) { #expect(Stores.place(url) == shown) }
}
