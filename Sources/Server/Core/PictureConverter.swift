import Foundation
import Glibc
import Pictures
import Subprocess

/// Makes JPEG of HEIC and AVIF with `heif-convert` of libheif, in a process of its own with bounds on time, memory, processor and files: what unpacks a
/// stranger's file may go wrong without the backend. At most two work at once; others wait for their turn.
public struct PictureConverter: Sendable {
  /// What a conversion may take.
  public struct Limits: Hashable, Sendable {
    /// How long it may take by the clock.
    public var time: Duration
    /// Seconds of processor time.
    public var processorSeconds: Int
    /// Bytes of address space.
    public var memory: Int
    /// Bytes of a file it writes.
    public var file: Int

    /// Bounds that a telephone's largest pictures stay below.
    public init(
      time: Duration = .seconds(20), processorSeconds: Int = 20, memory: Int = 1 << 30, file: Int = 32 << 20
    ) {
      self.time = time
      self.processorSeconds = processorSeconds
      self.memory = memory
      self.file = file
    }
  }

  private static let program = "heif-convert"
  private static let limiter = "prlimit"

  private let limits: Limits
  private let folder: String
  private let turns = Turns(2)

  /// A converter that works in folders of its own within `folder`.
  public init(limits: Limits = Limits(), folder: String = NSTemporaryDirectory()) {
    self.limits = limits
    self.folder = folder
  }

  /// The converter, where the machine has the programs for it.
  public static func ofMachine() -> PictureConverter? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let isThere = [program, limiter].allSatisfy { name in folders.contains { access("\($0)/\(name)", X_OK) == 0 } }
    return isThere ? PictureConverter() : nil
  }

  /// The picture as JPEG, freed of what a picture does not need; turned already as the file says. Throws `PictureProblem` when nothing comes of it.
  public func picture(from bytes: [UInt8]) async throws -> Picture {
    await turns.take()
    defer { turns.give() }
    let place = try Self.makeFolder(in: folder)
    defer { try? FileManager.default.removeItem(atPath: place) }
    let source = place + "/picture.heic"
    try Data(bytes).write(to: URL(fileURLWithPath: source))
    guard try await convert(source, to: place + "/picture.jpg", in: place) else { throw PictureProblem.notConverted }
    // Of a file with several pictures, each has a number.
    let written = try FileManager.default.contentsOfDirectory(atPath: place).filter { $0.hasSuffix(".jpg") }.sorted()
    guard let first = written.first else { throw PictureProblem.notConverted }
    let jpeg = try Data(contentsOf: URL(fileURLWithPath: place + "/" + first))
    return try Picture.read(Array(jpeg), isUpright: true)
  }

  /// Whether the program came to a good end in time; it has ended when this returns.
  private func convert(_ source: String, to target: String, in place: String) async throws -> Bool {
    let arguments = [
      "--as=\(limits.memory)", "--cpu=\(limits.processorSeconds)", "--fsize=\(limits.file)", "--nofile=64", "--core=0",
      Self.program, "--quiet", "-q", "88", source, target,
    ]
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    // A pool of memory for each thread would count as address space.
    let environment: [Environment.Key: String] = [
      "PATH": path, "HOME": place, "TMPDIR": place, "MALLOC_ARENA_MAX": "2",
    ]
    return try await withThrowingTaskGroup(of: Bool.self) { [limits] group in
      group.addTask {
        var options = PlatformOptions()
        options.createSession = true
        let ended = try await run(
          .name(Self.limiter), arguments: Arguments(arguments), environment: .custom(environment),
          platformOptions: options, output: .discarded, error: .discarded)
        return ended.terminationStatus.isSuccess
      }
      // Whoever is called off kills what runs.
      group.addTask {
        try await Task.sleep(for: limits.time)
        return false
      }
      defer { group.cancelAll() }
      return try await group.next() ?? false
    }
  }

  /// A new folder that only its owner may look into.
  private static func makeFolder(in parent: String) throws -> String {
    var name = Array((parent + "/zuoxi-picture-XXXXXX").utf8CString)
    guard mkdtemp(&name) != nil else { throw CocoaError(.fileWriteUnknown) }
    return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
