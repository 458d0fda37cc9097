import Desk

/// The live queue: figures per skill group and the people waiting.
public struct QueueReport: Hashable, Sendable {
  /// The queue as the backend drew it up.
  public var digest: FloorDigest

  /// A report on that digest.
  public init(_ digest: FloorDigest) { self.digest = digest }

  /// One row per skill group.
  public var groups: Table {
    func wait(_ since: Timestamp?) -> Table.Cell { since.map { .seconds(digest.at.seconds(since: $0)) } ?? .none }
    return Table(
      title: Localised("技能组排队情况", "Queues by skill group"),
      columns: [
        Table.Column("group", Localised("代码", "Code")), Table.Column("name", Localised("技能组", "Group")),
        Table.Column("waiting", Localised("排队", "Waiting")),
        Table.Column("longest_wait_seconds", Localised("最长等待", "Longest wait")),
        Table.Column("talking", Localised("会话中", "Talking")),
        Table.Column("ready_seats", Localised("示闲坐席", "Ready seats")),
        Table.Column("seats", Localised("签入坐席", "Seats")),
        Table.Column("free_slots", Localised("空闲接待位", "Free slots")),
        Table.Column("expected_wait_seconds", Localised("预计等待", "Expected wait")),
      ],
      rows: digest.groups.map { group in
        [
          .text(group.group.rawValue), .text(group.name.chinese), .count(group.waiting),
          wait(group.longestWaitSince), .count(group.talking), .count(group.readySeats), .count(group.seats),
          .count(group.freeSlots), group.expectedWaitSeconds.map(Table.Cell.seconds) ?? .none,
        ]
      },
      summary: [
        .none, .none, .count(digest.waitingCount), wait(digest.longestWaitSince),
        .count(digest.groups.reduce(0) { $0 + $1.talking }), .count(readySeats), .count(digest.seats.count), .none,
        .none,
      ])
  }

  /// One row per person waiting, in the order they will be served.
  public var waiting: Table {
    Table(
      title: Localised("排队中的纳税人", "Taxpayers waiting"),
      columns: [
        Table.Column("position", Localised("序号", "No.")), Table.Column("conversation", Localised("会话", "Conversation")),
        Table.Column("group", Localised("技能组", "Group")), Table.Column("taxpayer", Localised("纳税人", "Taxpayer")),
        Table.Column("enterprise", Localised("企业", "Enterprise")),
        Table.Column("waited_seconds", Localised("已等待", "Waited")),
        Table.Column("priority", Localised("优先级", "Priority")), Table.Column("reason", Localised("咨询内容", "Why")),
      ],
      rows: digest.waiting.enumerated().map { index, line in
        [
          .count(index + 1), .text(line.conversation.rawValue), .text(line.group.rawValue), .text(line.taxpayer),
          line.enterprise.map(Table.Cell.text) ?? .none, .seconds(digest.at.seconds(since: line.enteredAt)),
          .count(line.priority), .text(line.reason),
        ]
      })
  }

  /// Seats that are ready, each counted once although it may serve several groups.
  var readySeats: Int { digest.seats.count(where: \.isReady) }
}
