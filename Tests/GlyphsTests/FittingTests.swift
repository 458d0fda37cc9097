import Testing

@testable import Glyphs

@Suite("Text fits its field")
struct FittingTests {
  @Test("cutting never goes over the width nor through a glyph", arguments: 0...12)
  func truncates(cells: Int) {
    let text: PlainText = "税务局abc办税厅"
    let short = text.truncated(to: cells)
    #expect(short.width() <= cells)
    #expect(text.padded(to: cells).width() == cells)
  }

  @Test("a cut is marked")
  func marksCut() { #expect(PlainText("一二三四五").truncated(to: 7).string == "一二三…") }

  @Test("no line begins with closing punctuation or ends with opening")
  func kinsoku() {
    let text: PlainText = "请先登录电子税务局，打开（我要办税），再选择“发票使用”。谢谢！"
    for width in 4...30 {
      for line in text.wrapped(to: width) {
        #expect(line.width() <= width)
        if let first = line.clusters.first, width >= 6 { #expect(!"，。）！”".unicodeScalars.contains(first.base)) }
        if let last = line.clusters.last, width >= 6 { #expect(!"（“".unicodeScalars.contains(last.base)) }
      }
    }
  }

  @Test("words stay whole when they fit")
  func words() {
    #expect(PlainText("please check the invoice").wrapped(to: 10).map(\.string) == ["please", "check the", "invoice"])
  }

  @Test("ranges cover the text without gap or overlap", arguments: 2...40)
  func ranges(width: Int) {
    let text = PlainText("第一行 hello world，税务局\n\n第三行没有空格的一长串文字abcdefghijklmnopqrstuvwxyz", lines: .multiple)
    let lines = text.wrappedLines(to: width)
    var next = 0
    for line in lines {
      #expect(line.range.lowerBound == next)
      next = line.range.upperBound + (line.endsWithLineBreak ? 1 : 0)
    }
    let all = text.string.unicodeScalars.count
    #expect(next == all)
  }

  @Test("nothing still makes one line")
  func empty() { #expect(PlainText("").wrappedLines(to: 10).count == 1) }
}
