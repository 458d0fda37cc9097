import Desk
import Foundation
import TestPrograms
import Testing

@testable import Pictures
@testable import Server

@Suite("A telephone's pictures are made into what every browser shows", .timeLimit(.minutes(2)))
struct PictureConverterTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "zuoxi-converter-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func converter(_ limits: PictureConverter.Limits = .init()) throws -> PictureConverter {
    _ = try #require(PictureConverter.ofMachine(), "libheif-examples is to be installed")
    return PictureConverter(limits: limits, folder: folder)
  }

  /// What is left when all is done; the folder goes with it.
  private func leftovers() throws -> [String] {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try FileManager.default.contentsOfDirectory(atPath: folder)
  }

  private func talking(_ caller: TestCaller) async throws -> String {
    let (taxpayer, id) = try await caller.waiting(as: "p1")
    let agent = try await caller.seated("zhang")
    _ = try await caller.post("/v1/conversations/\(id)/accept", agent, Nothing())
    return taxpayer
  }

  private func upload(_ caller: TestCaller, _ bytes: [UInt8], _ token: String) async throws -> TestCaller.Answer {
    let path = "/v1/visit/images?name=IMG_0001.HEIC"
    return try await caller.send(.post, path, token, body: bytes, key: caller.office.backend.newID())
  }

  /// A file as `heif-enc` writes it.
  private func encoded(_ side: Int, avif: Bool) async throws -> [UInt8] {
    let source = folder + "/source.png"
    let target = folder + "/target"
    defer { for file in [source, target] { try? FileManager.default.removeItem(atPath: file) } }
    try Data(PlainPNG.bytes(side: side)).write(to: URL(fileURLWithPath: source))
    let words = ["heif-enc", "-q", "40"] + (avif ? ["-A"] : []) + [source, "-o", target]
    #expect(try await ChildProcess.runAside(words).status == 0)
    return Array(try Data(contentsOf: URL(fileURLWithPath: target)))
  }

  @Test(
    "HEIC that lies on its side is kept as JPEG that stands, without camera; AVIF too; several at once wait for each other"
  )
  func converted() async throws {
    let options = BackendOptions(pictureConverter: try converter())
    let avif = try await encoded(48, avif: true)
    try await TestOffice(options: options).test(.live) { caller in
      let taxpayer = try await talking(caller)
      let image = try await upload(caller, Self.turned, taxpayer).read(ImageReference.self)
      #expect(image.mediaType == "image/jpeg" && image.name == "IMG_0001.HEIC")
      #expect(image.width == 16 && image.height == 32)
      let kept = try await caller.get("/v1/images/\(image.id)", taxpayer)
      #expect(kept.headers[.contentType] == "image/jpeg")
      // Nothing says a second time that it is to be turned, nor whose camera it was.
      #expect(kept.body.starts(with: [0xFF, 0xD8]) && !kept.body.contains("Exif") && !kept.body.contains("SecretCam"))
      let images = try await withThrowingTaskGroup(of: ImageReference.self) { group in
        for _ in 0..<6 { group.addTask { try await upload(caller, avif, taxpayer).read(ImageReference.self) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(images.count == 6 && images.allSatisfy { $0.width == 48 && $0.height == 48 })
    }
    #expect(try leftovers().isEmpty)
  }

  @Test(
    "cut off, changed, empty, of untold size or something else by that name: refused in words or taken for what it is, and nothing stays behind"
  )
  func hostile() async throws {
    let options = BackendOptions(pictureConverter: try converter())
    try await TestOffice(options: options).test(.router) { caller in
      let taxpayer = try await talking(caller)
      for length in stride(from: 12, to: Self.turned.count - 80, by: 90) {
        #expect(try await upload(caller, Array(Self.turned[..<length]), taxpayer).problem == .imageRefused, "\(length)")
      }
      #expect(try await upload(caller, [], taxpayer).problem == .imageRefused)
      var changed = Self.turned
      for place in changed.indices.dropFirst(28) where place % 3 == 0 { changed[place] ^= 0x5A }
      #expect(try await upload(caller, changed, taxpayer).problem == .imageRefused)
      let huge = Self.turned.replacing([0, 0, 0, 32, 0, 0, 0, 16], with: [0, 0, 0x7F, 0xFF, 0, 0, 0x7F, 0xFF])
      let refused = try await upload(caller, huge, taxpayer)
      #expect(refused.problem == .imageRefused && refused.body.contains("32767×32767"))
      let unknown = try await upload(caller, Array("<svg/>".utf8), taxpayer)
      #expect(unknown.body.contains("PNG、JPEG、GIF、WebP、HEIC 或 AVIF"), "what may be sent is said whole")
      let png = try await upload(caller, PlainPNG.bytes(side: 2), taxpayer).read(ImageReference.self)
      #expect(png.mediaType == "image/png", "it is what it holds, not what it is called")
    }
    #expect(try leftovers().isEmpty)
  }

  @Test("what takes too long, too much memory or writes too much is killed, and its folder is gone")
  func bounded() async throws {
    let picture = try await encoded(800, avif: false)
    let bounds = [
      PictureConverter.Limits(time: .milliseconds(5)), PictureConverter.Limits(memory: 40 << 20),
      PictureConverter.Limits(file: 200),
    ]
    for limits in bounds {
      await #expect(throws: PictureProblem.notConverted) { try await converter(limits).picture(from: picture) }
    }
    #expect(try await converter().picture(from: picture).width == 800)
    #expect(try await ChildProcess.runAside(["pgrep", "-f", folder]).text == "")
    #expect(try leftovers().isEmpty)
  }

  @Test("where the machine has no converter it is refused in words that say what to do")
  func missing() async throws {
    try await TestOffice(options: BackendOptions(pictureConverter: nil)).test(.router) { caller in
      let taxpayer = try await talking(caller)
      let answer = try await upload(caller, Self.turned, taxpayer)
      #expect(answer.problem == .imageRefused && answer.body.contains("JPEG"))
    }
    #expect(try leftovers().isEmpty)
  }

  /// 32 × 16 pixels with the turn to 16 × 32 as a telephone writes it: once for whoever unpacks it, and once more in its Exif, beside a camera's name.
  private static let turned = Array(
    Data(
      base64Encoded: """
        AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAe5tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5w
        aXRtAAAAAAACAAAAEGlkYXQAAAAAACAAEAAAAExpbG9jAQAAAERAAAMAAQAAAAAAAAISAAEAAAAAAAAAnwACAAEAAAAAAAAAAQAAAAAA
        AAAIAAMAAAAAAAACsQABAAAAAAAAADQAAABNaWluZgAAAAAAAwAAABVpbmZlAgAAAQABAABodmMxAAAAABVpbmZlAgAAAAACAABncmlk
        AAAAABVpbmZlAgAAAQADAABFeGlmAAAAAOJpcHJwAAAAv2lwY28AAAB2aHZjQwEDcAAAAAAAAAAAAB7wAPz9+PgAAA8DIAABABhAAQwB
        //8DcAAAAwCQAAADAAADAB66AkAhAAEAKkIBAQNwAAADAJAAAAMAAAMAHqAggQWW6q6a5uBAQMCAAAADAIAAAAMAhCIAAQAGRAHBc8GJ
        AAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAUaXNwZQAAAAAAAAAgAAAAEAAAABBwaXhpAAAAAAMICAgAAAAJaXJvdAMAAAAbaXBtYQAAAAAA
        AAACAAECgQIAAgMDhIUAAAAoaXJlZgAAAAAAAAAOZGltZwACAAEAAQAAAA5jZHNjAAMAAQACAAAA221kYXQAAACbKAGvEyGdzRj4EPdn
        /+u8Ff+Vaz/zN7ls//HCp9+3LV/6zPekFHr6K3nCHJ23zwIIWbhSWJFCvRg/pvbnGHpl3jaE8xsXlDicGTpYUO6ouiAi9a8j5zvoqeqA
        p7mD3Vji5jGcbRINj6bXd87bk5EgLIwugouAyxmpzrJanNeQSQgcAw1O+t8tQ7DWtFoogvjrIzHx2QaLNaipj2YAAAAATU0AKgAAAAgA
        AgEPAAIAAAAKAAAAJgESAAMAAAABAAYAAAAAAABTZWNyZXRDYW0A
        """, options: .ignoreUnknownCharacters) ?? Data())
}

/// A white square.
private enum PlainPNG {
  static func bytes(side: Int) -> [UInt8] {
    let size = big(side)
    let row = [0] + [UInt8](repeating: 0xFF, count: side)
    let rows = (0..<side).flatMap { _ in row }
    return PNGFile.signature + chunk("IHDR", size + size + [8, 0, 0, 0, 0]) + chunk("IDAT", stored(rows))
      + chunk("IEND", [])
  }

  private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let named = Array(name.utf8) + content
    return big(content.count) + named + big(Int(CRC32.of(named)))
  }

  /// A zlib stream that packs nothing.
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    for start in stride(from: 0, to: bytes.count, by: 65_535) {
      let part = bytes[start..<min(start + 65_535, bytes.count)]
      let length = [UInt8(part.count & 0xFF), UInt8(part.count >> 8)]
      stream += [part.endIndex == bytes.count ? 1 : 0] + length + length.map(~) + part
    }
    let sum = bytes.reduce((1, 0)) { sum, byte in
      let first = (sum.0 + Int(byte)) % 65_521
      return (first, (sum.1 + first) % 65_521)
    }
    return stream + big(sum.1 << 16 | sum.0)
  }

  private static func big(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}

extension [UInt8] {
  /// Whether the words stand somewhere in it.
  fileprivate func contains(_ words: String) -> Bool { firstRange(of: Array(words.utf8)) != nil }
}
