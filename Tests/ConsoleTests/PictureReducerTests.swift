import Desk
import Testing

@testable import Console

@Suite("Pictures at the seat")
struct PictureReducerTests {
  private func entry(_ name: String, size: Int = 1_000, isFolder: Bool = false) -> FileEntry {
    FileEntry(
      name: name, path: "/home/a/" + name, isFolder: isFolder, size: size, changedAt: Timestamp(milliseconds: 0))
  }

  private func choosing() throws -> State {
    var state = Scene.writing().state
    #expect(ConsoleReducer.reduce(&state, .keyPressed(.alt("p"))).contains(.listFiles(folder: nil)))
    let listing = FileListing(
      folder: nil, entries: [entry("屏幕截图.png"), entry("old.jpg"), entry("huge.png", size: 11 << 20)])
    _ = ConsoleReducer.reduce(&state, .filesListed(listing))
    return state
  }

  private func receive(_ state: inout State, _ image: ImageReference, number: Int) {
    var message = Scene.message("C1", number, .taxpayer, "")
    message.body = .image(ImageCard(image))
    _ = ConsoleReducer.reduce(&state, Scene.event(Int64(8 + number), .messagePosted(message)))
  }

  private func sent(_ effects: [Effect]) -> PendingMessage? {
    effects.compactMap { if case .enqueue(let message) = $0 { message } else { nil } }.first
  }

  @Test("the newest picture is marked, Enter sends it; what is being written stays")
  func newest() throws {
    var state = try choosing()
    let effects = ConsoleReducer.reduce(&state, .keyPressed(Key(.enter)))
    let message = try #require(sent(effects))
    #expect(message.picture == PendingPicture(path: "/home/a/屏幕截图.png", name: "屏幕截图.png"))
    #expect(message.text.isEmpty && state.popup == nil && state.outbox.last?.id == message.id)
    _ = ConsoleReducer.reduce(&state, .outboxProgressed(message.id, percent: 42))
    #expect(state.outbox.last?.words([], .chinese) == "[图片] 屏幕截图.png 42%")
  }

  @Test("typing narrows down; a path lists its folder; a folder is entered, a picture too large is refused in words")
  func finding() throws {
    var state = try choosing()
    for letter in "huge" { _ = ConsoleReducer.reduce(&state, .keyPressed(.character(letter))) }
    #expect(sent(ConsoleReducer.reduce(&state, .keyPressed(Key(.enter)))) == nil)
    #expect(state.notices.last?.text.chinese.contains("上限 10 MB") == true)
    for _ in 0..<4 { _ = ConsoleReducer.reduce(&state, .keyPressed(Key(.backspace))) }
    #expect(ConsoleReducer.reduce(&state, .keyPressed(.character("~"))).contains(.listFiles(folder: "~/")))
    _ = ConsoleReducer.reduce(
      &state, .filesListed(FileListing(folder: "~/", entries: [entry("Photos", isFolder: true)])))
    let effects = ConsoleReducer.reduce(&state, .keyPressed(Key(.enter)))
    #expect(effects.contains(.listFiles(folder: "/home/a/Photos/")))
    guard case .pictures(let form) = state.popup else {
      Issue.record("closed")
      return
    }
    #expect(form.field.text == "/home/a/Photos/")
    // The answer to an earlier question comes late and is not taken for this one's.
    _ = ConsoleReducer.reduce(&state, .filesListed(FileListing(folder: "~/", entries: [entry("x.png")])))
    #expect(state.pictureChoices(form).isEmpty)
  }

  @Test(
    "what terminals paste for a dropped file is a path; anything else is text",
    arguments: [
      ("/tmp/a.png", "/tmp/a.png"), ("'/tmp/a b.JPG' ", "/tmp/a b.JPG"), ("/tmp/a\\ b.png\n", "/tmp/a b.png"),
      ("file:///tmp/%E5%9B%BE.webp", "/tmp/图.webp"), ("file://host/tmp/a.gif", "/tmp/a.gif"), ("~/a.heic", "~/a.heic"),
      ("/tmp/a.txt", nil), ("a.png", nil), ("看 /tmp/a.png", nil), ("/tmp/a.png /tmp/b.png", nil),
      ("/tmp/a.png\n/tmp/b.png", nil), ("file:///tmp/%0", nil), ("", nil), ("/tmp/.png", nil),
    ] as [(String, String?)])
  func dropped(_ text: String, _ path: String?) {
    #expect(PastedPath.picture(text) == path)
  }

  @Test("a dropped file opens the choice; stepping out gives the words to the writing field")
  func dropping() {
    var state = Scene.writing().state
    let effects = ConsoleReducer.reduce(&state, .pasted("/home/a/b.png"))
    #expect(effects.contains(.listFiles(folder: "/home/a/")))
    _ = ConsoleReducer.reduce(&state, .keyPressed(Key(.escape)))
    #expect(state.popup == nil && state.talk.editor.text == "/home/a/b.png")
  }

  @Test("the marked picture is looked at once the mark rests, and a late preview of another is passed over")
  func preview() throws {
    var state = try choosing()
    #expect(state.nextWakeup <= state.clock.monotonic + PictureReducer.previewDelay)
    var effects = ConsoleReducer.reduce(&state, .ticked(milliseconds: state.clock.monotonic + 200))
    let room = try #require(state.previewRoom)
    let first = PictureRequest(.file("/home/a/屏幕截图.png"), room: room)
    #expect(effects.contains(.renderPicture(first)))
    _ = ConsoleReducer.reduce(&state, .keyPressed(Key(.down)))
    effects = ConsoleReducer.reduce(&state, .ticked(milliseconds: state.clock.monotonic + 200))
    #expect(effects.contains(.renderPicture(PictureRequest(.file("/home/a/old.jpg"), room: room))))
    let cells = PictureCells(size: Size(columns: 1, rows: 1), pixels: [0, 0])
    _ = ConsoleReducer.reduce(&state, .pictureRendered(first, .cells(cells)))
    guard case .pictures(let form) = state.popup else {
      Issue.record("closed")
      return
    }
    #expect(form.preview?.rendering == nil)
  }

  @Test("the talk's pictures are looked at one after the other, anew when the window changes, and forgotten afterwards")
  func looking() throws {
    var state = Scene.writing().state
    let images = ["one", "two"].map {
      ImageReference(
        id: ImageID($0), mediaType: "image/png", width: 640, height: 400, size: 2_048, name: $0 + ".png")
    }
    for (place, image) in images.enumerated() { receive(&state, image, number: 3 + place) }
    var effects = ConsoleReducer.reduce(&state, .keyPressed(.alt("v")))
    #expect(effects.contains(.renderPicture(PictureRequest(.image(images[1]), room: state.pictureRoom))))
    effects = ConsoleReducer.reduce(&state, .keyPressed(.character("k")))
    #expect(effects.contains(.renderPicture(PictureRequest(.image(images[0]), room: state.pictureRoom))))
    #expect(ConsoleReducer.reduce(&state, .keyPressed(.character("k"))).isEmpty)
    effects = ConsoleReducer.reduce(&state, .resized(Size(columns: 90, rows: 30)))
    #expect(effects.contains(.renderPicture(PictureRequest(.image(images[0]), room: state.pictureRoom))))
    #expect(ConsoleReducer.reduce(&state, .keyPressed(.character("s"))) == [.savePicture(images[0])])
    #expect(ConsoleReducer.reduce(&state, .keyPressed(Key(.enter))) == [.openPicture(images[0])])
    #expect(ConsoleReducer.reduce(&state, .keyPressed(Key(.escape))).contains(.forgetPicture))
  }

  @Test("the telephone's link comes, counts what arrives, and says why it does not come")
  func phone() throws {
    var state = try choosing()
    _ = ConsoleReducer.reduce(&state, .keyPressed(Key(.up)))
    let effects = ConsoleReducer.reduce(&state, .keyPressed(Key(.enter)))
    let request = try #require(
      effects.compactMap { if case .send(let request) = $0 { request } else { nil } }.first)
    let id = try #require(state.selected)
    #expect(request.kind == .phoneLink(id))
    let link = PhoneLink(url: "https://a/phone#x", expiresAt: Timestamp(milliseconds: 1))
    _ = ConsoleReducer.reduce(&state, .requestSucceeded(request, .phoneLink(link)))
    let image = ImageReference(id: "i", mediaType: "image/png", width: 1, height: 1, size: 1, name: "")
    receive(&state, image, number: 3)
    guard case .phone(let form) = state.popup else {
      Issue.record("closed")
      return
    }
    #expect(form.link == link && state.picturesReceived(form) == 1)
    _ = ConsoleReducer.reduce(&state, .requestFailed(request, .unreachable("x")))
    guard case .phone(let failed) = state.popup else { return }
    #expect(failed.failure == .unreachable("x"))
  }
}
