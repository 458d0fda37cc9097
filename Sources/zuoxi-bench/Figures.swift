/// A set of readings and what to say of them.
struct Figures {
  private var sorted: [Double]

  init(_ readings: [Double]) { sorted = readings.sorted() }

  /// The reading below which that share of all lies; 0 without readings.
  func percentile(_ share: Double) -> Double {
    guard !sorted.isEmpty else { return 0 }
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
  }

  /// Number of readings.
  var count: Int { sorted.count }
}

/// A number with that many decimals.
func fixed(_ value: Double, _ decimals: Int) -> String {
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let whole = Int((value * scale).rounded())
  guard decimals > 0 else { return String(whole) }
  let digits = String(abs(whole))
  let filled = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
  return (whole < 0 ? "-" : "") + filled.dropLast(decimals) + "." + filled.suffix(decimals)
}

/// Prints a table with aligned columns.
func printTable(_ rows: [[String]]) {
  guard let first = rows.first else { return }
  let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
  for row in rows {
    print(
      zip(row, widths).enumerated().map { index, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return index == 0 ? cell.0 + space : space + cell.0
      }.joined(separator: "  "))
  }
}
