import Desk

extension PostgresFailure {
  /// The refusal to open a database, which is named; without its password.
  func refusal(of url: String) -> StoreOpeningError {
    let (place, words) = (Stores.place(url), advice(opening: true, url))
    return StoreOpeningError(
      "打不开 PostgreSQL 数据库 \(place)：\(words.chinese)", "cannot open the PostgreSQL database \(place): \(words.english)")
  }

  /// PostgreSQL's words, and what to do; when a database is opened, a connection that fails was never there.
  func advice(opening: Bool = false, _ url: String = "") -> Localised {
    let advice: Localised? =
      switch state {
      case "" where opening && url.contains("target_session_attrs"): choosing
      case "" where opening: connecting
      case "":
        Localised(
          "与数据库的连接断开了：请确认它在运行，再来一次", "the connection to the database was lost: make sure that it runs, and try again")
      case "42501":
        Localised(
          "请让这个角色拥有该库（createdb -O 角色 库），或授予它 public 模式；表由别的角色建立时，用那个角色连接，或把表也授予它",
          "let the role own the database (createdb -O role database), or grant it the schema public; where another role made the tables, connect as that one, or grant them, too"
        )
      case "55P03":
        Localised(
          "另有会话一直占用要升级的表：在 pg_stat_activity 中找到并结束它，再启动",
          "another session keeps a table that has to be brought up to date: find it in pg_stat_activity, end it, and start again"
        )
      case "53300":
        Localised("请调大 max_connections，每个后台约用 14 个连接", "raise max_connections: a backend takes about 14 connections")
      case "53100": Localised("数据库的磁盘已满：请腾出空间再启动", "the database's disk is full: make room, and start again")
      case "25006":
        Localised(
          "这是只读的备用服务器：请连接主服务器，或在地址中写上两台主机，如 postgres://主机1,主机2/库?target_session_attrs=read-write",
          "this is a standby that is read only: connect to the primary, or name both hosts in the URL, as in postgres://host1,host2/database?target_session_attrs=read-write"
        )
      default: nil
      }
    let words = "\(self)".split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard let advice else { return Localised(words, words) }
    return Localised("\(words)；\(advice.chinese)", "\(words); \(advice.english)")
  }

  /// None of the hosts that the address names is the primary, or none answers: the words tell which.
  private var choosing: Localised {
    Localised(
      "写出的主机没有一台可用：请确认数据库在运行，并核对角色和密码；target_session_attrs 只在写出的主机中选，主、备两台都要写上，如 postgres://主机1,主机2/库?target_session_attrs=read-write",
      "none of the hosts named can be used: make sure that the database runs, and check role and password; target_session_attrs chooses among the hosts that are named, so name both, primary and standby, as in postgres://host1,host2/database?target_session_attrs=read-write"
    )
  }

  /// A failed connection tells no state, and its words are in the server's language.
  private var connecting: Localised {
    Localised(
      "请核对地址、端口、库名、角色和密码（密码也可放在 ~/.pgpass），并确认数据库在运行；还没有库时：createuser 角色，createdb -O 角色 库",
      "check host, port, database, role and password (which may stand in ~/.pgpass), and that the database runs; where there is none yet: createuser role, createdb -O role database"
    )
  }
}
