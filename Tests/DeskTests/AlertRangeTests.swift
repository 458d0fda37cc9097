import Desk
import Testing

/// Ranges as the Monitoring Plugins' guidelines write them.
struct AlertRangeTests {
  @Test(
    "What is an alert",
    arguments: [
      ("10", [-1.0, 11], [0.0, 10]), ("10:", [9.9, -5], [10, 1e9]), ("~:10", [10.1], [-1e9, 10]),
      ("10:20", [9, 21], [10, 15, 20]), ("@10:20", [10, 15, 20], [9, 21]), ("@0:5", [0, 5], [-1, 6]),
      ("0.8:", [0.79, 0], [0.8, 1]), ("-5:-1", [-6, 0], [-5, -1]), (":3", [4, -1], [0, 3]),
    ])
  func alerts(text: String, bad: [Double], good: [Double]) throws {
    let range = try #require(AlertRange(text))
    for value in bad { #expect(range.isAlert(value), "\(text) at \(value)") }
    for value in good { #expect(!range.isAlert(value), "\(text) at \(value)") }
    #expect(AlertRange(range.description) == range, "\(range.description)")
  }

  @Test(
    "What is no range is refused",
    arguments: ["", "@", "a", "10:5", "1:2:3", "nan", "inf", "0x10", "~", "10 ", "=1", "1e999"])
  func refused(text: String) { #expect(AlertRange(text) == nil) }

  @Test("An alert ends well within its range, not at its edge")
  func hysteresis() throws {
    let range = try #require(AlertRange("10"))
    #expect(range.isAlert(11) && range.narrowed(by: 0.2).isAlert(9) && !range.narrowed(by: 0.2).isAlert(8))
    let least = try #require(AlertRange("0.8:"))
    #expect(least.narrowed(by: 0.1).isAlert(0.85) && !least.narrowed(by: 0.1).isAlert(0.9))
    let inside = try #require(AlertRange("@10:20"))
    #expect(inside.narrowed(by: 0.1).isAlert(21) && !inside.narrowed(by: 0.1).isAlert(23))
  }

  @Test(
    "a range that says nothing of a figure is known as such",
    arguments: [
      ("10", false, false), ("0:", true, false), ("~:", true, false), ("-5:", true, false), ("@5:9", false, false),
      ("@~:-1", true, false), ("~:-1", false, true), ("@0:", false, true), ("80:", false, false),
    ])
  func saysNothing(text: String, never: Bool, always: Bool) throws {
    let range = try #require(AlertRange(text))
    #expect(range.isNeverAlert(within: (0, nil)) == never && range.isAlwaysAlert(within: (0, nil)) == always)
  }

  @Test(
    "a ratio ends at 1",
    arguments: [
      ("0.8:", false, false), ("80:", false, true), ("50", true, false), ("1", true, false), ("@2:3", true, false),
    ])
  func ratios(text: String, never: Bool, always: Bool) throws {
    let range = try #require(AlertRange(text))
    #expect(range.isNeverAlert(within: (0, 1)) == never && range.isAlwaysAlert(within: (0, 1)) == always)
  }
}
