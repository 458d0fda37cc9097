import Console
import Desk
import Glibc
import Terminal
import Wire

/// The pictures of one seat: fetched, made ready by a decoder of its own process, opened outside, kept in files. Nothing here waits: what is done
/// comes out of `take`.
final class PictureDesk {
  /// What a fetched picture is for.
  private enum Purpose: Hashable {
    case render(PictureRequest)
    case open
    case save
  }

  private struct Decoding {
    var request: PictureRequest
    var process: pid_t
    var output: Int32
    var bytes: [UInt8] = []
    var until: Int64
  }

  private let files = PictureFiles()
  private let decoder: PictureDecoder
  private let terminal: Terminal.Screen
  private var folder: String?
  private var waiting: [ImageID: (image: ImageReference, purposes: Set<Purpose>)] = [:]
  private var kept: [(id: ImageID, path: String)] = []
  private var decoding: Decoding?
  private var ended: [pid_t] = []
  private var done: [Action] = []
  private var number: UInt32 = 0
  private var given: UInt32?

  /// Pictures kept for another look.
  private static let most = 12

  init(_ means: PictureDecoder.Means, _ terminal: Terminal.Screen) {
    decoder = PictureDecoder(means: means)
    self.terminal = terminal
  }

  /// Ends what is under way and takes the pictures off the disk.
  func close() {
    stop()
    forget()
    for (_, path) in kept { unlink(path) }
    if let folder { rmdir(folder) }
    kept = []
    folder = nil
  }

  /// The descriptor to watch while a decoder works.
  var descriptor: Int32? { decoding?.output }

  /// When `step` must be called next, by the monotonic clock.
  var deadline: Int64? { done.isEmpty ? decoding?.until : .min }

  /// What is done since the last time.
  func take() -> [Action] {
    defer { done = [] }
    return done
  }

  // MARK: - Asked for

  /// Lists a folder, or the newest pictures.
  func list(_ folder: String?) { done.append(.filesListed(files.listing(of: folder))) }

  /// Makes a picture ready. Returns whether it must be fetched first.
  func render(_ request: PictureRequest, now: Int64) -> ImageReference? {
    switch request.source {
    case .file(let path): decode(path, request, now: now)
    case .image(let image):
      guard let path = path(of: image.id) else { return wait(for: image, .render(request)) }
      decode(path, request, now: now)
    }
    return nil
  }

  /// Opens a picture outside. Returns whether it must be fetched first.
  func open(_ image: ImageReference) -> ImageReference? {
    guard let path = path(of: image.id) else { return wait(for: image, .open) }
    openOutside(path)
    return nil
  }

  /// Writes a picture into a file. Returns whether it must be fetched first.
  func save(_ image: ImageReference) -> ImageReference? {
    guard let path = path(of: image.id) else { return wait(for: image, .save) }
    save(path, image)
    return nil
  }

  /// Forgets what is shown.
  func forget() {
    if let given { terminal.forget(image: given) }
    given = nil
  }

  // MARK: - What came

  /// A picture came, or did not.
  func fetched(_ id: ImageID, _ result: Result<WireResponse, WireFailure>, now: Int64) {
    guard let (image, purposes) = waiting.removeValue(forKey: id) else { return }
    do {
      let response = try result.get()
      if let failure = response.failure { throw failure }
      let path = try keep(response.body, image)
      for purpose in purposes {
        switch purpose {
        case .render(let request): decode(path, request, now: now)
        case .open: openOutside(path)
        case .save: save(path, image)
        }
      }
    } catch {
      let words: Localised =
        switch error {
        case let failure as WireFailure: Localised(failure.words(.chinese), failure.words(.english))
        case let failure as SystemFailure: Localised(failure.words(.chinese), failure.words(.english))
        default: Localised("图片无法载入", "The picture cannot be loaded")
        }
      for purpose in purposes {
        if case .render(let request) = purpose { done.append(.pictureFailed(request, words)) } else { say(words) }
      }
    }
  }

  /// The decoder wrote something, or its time is over.
  func step(now: Int64) {
    ended.removeAll { waitpid($0, nil, WNOHANG) != 0 }
    guard var current = decoding else { return }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(current.output, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN { break }
      guard count > 0 else {
        decoding = current
        return finish()
      }
      current.bytes += buffer[..<count]
      if current.bytes.count > PictureDecoder.limit { break }
    }
    decoding = current
    if current.until <= now || current.bytes.count > PictureDecoder.limit {
      stop()
      done.append(.pictureFailed(current.request, Self.tooHard))
    }
  }

  // MARK: - Parts

  private static let tooHard = Localised("图片过大或已损坏，无法在终端显示", "Too large or damaged to be shown in the terminal")

  private func wait(for image: ImageReference, _ purpose: Purpose) -> ImageReference? {
    let isAsked = waiting[image.id] != nil
    waiting[image.id, default: (image, [])].purposes.insert(purpose)
    return isAsked ? nil : image
  }

  private func decode(_ path: String, _ request: PictureRequest, now: Int64) {
    stop()
    if decoder.means == .nothing {
      done.append(
        .pictureFailed(request, Localised("终端没有颜色，无法显示图片", "Without colours the terminal shows no pictures")))
      return
    }
    guard let command = decoder.command(for: path, room: request.room) else {
      done.append(
        .pictureFailed(
          request, Localised("终端内看图需要安装 chafa", "Install chafa to see pictures in the terminal")))
      return
    }
    do {
      let (process, input, output) = try ChildProcess.start(command, log: "/dev/null", isApart: true)
      Glibc.close(input)
      _ = fcntl(output, F_SETFL, fcntl(output, F_GETFL) | O_NONBLOCK)
      decoding = Decoding(
        request: request, process: process, output: output, until: now + PictureDecoder.patience)
    } catch {
      done.append(.pictureFailed(request, Localised(error.words(.chinese), error.words(.english))))
    }
  }

  private func finish() {
    guard let current = decoding else { return }
    stop()
    number = number % 1_000_000 + 1
    let image = number + UInt32(getpid() & 0xFFF) << 20
    guard let (rendering, bytes) = decoder.rendering(current.bytes, number: image, room: current.request.room) else {
      done.append(.pictureFailed(current.request, Self.tooHard))
      return
    }
    if case .graphics = rendering {
      forget()
      terminal.give(image: image, bytes)
      given = image
    }
    done.append(.pictureRendered(current.request, rendering))
  }

  private func stop() {
    guard let current = decoding else { return }
    decoding = nil
    Glibc.close(current.output)
    kill(current.process, SIGKILL)
    ended.append(current.process)
  }

  private func openOutside(_ path: String) {
    guard Programs.hasDesktop, let program = Programs.path(of: "xdg-open") else {
      return say(
        Localised("本机没有桌面环境；按 s 存为文件", "There is no desktop here; s writes it into a file"))
    }
    do {
      let (process, input, output) = try ChildProcess.start([program, path], log: "/dev/null")
      Glibc.close(input)
      Glibc.close(output)
      ended.append(process)
      say(Localised("已在终端外打开", "Opened outside the terminal"))
    } catch {
      say(Localised(error.words(.chinese), error.words(.english)))
    }
  }

  private func save(_ path: String, _ image: ImageReference) {
    do {
      let bytes = try PictureFiles.bytes(of: path, limit: .max)
      let place = try files.save(bytes, as: image)
      say(Localised("已存为 \(place)", "Written to \(place)"))
    } catch {
      say(Localised(error.words(.chinese), error.words(.english)))
    }
  }

  private func say(_ words: Localised) { done.append(.pictureLeft(words)) }

  private func path(of id: ImageID) -> String? { kept.first { $0.id == id }?.path }

  /// Pictures are personal: they lie in a folder of this process that nobody else can read, and leave with it.
  private func keep(_ bytes: [UInt8], _ image: ImageReference) throws(SystemFailure) -> String {
    let place: String
    if let folder {
      place = folder
    } else {
      let base = Environment.value("XDG_RUNTIME_DIR") ?? Environment.value("TMPDIR") ?? "/tmp"
      var template = Array((base + "/zuoxi-XXXXXX").utf8CString)
      guard mkdtemp(&template) != nil else { throw SystemFailure("mkdtemp " + base) }
      place = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      folder = place
    }
    let path = place + "/\(kept.count)-\(UInt64.random(in: .min ... .max)).\(image.fileExtension)"
    let file = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SystemFailure("write " + path) }
    try PictureFiles.write(bytes, to: file, path)
    kept.append((image.id, path))
    if kept.count > Self.most { unlink(kept.removeFirst().path) }
    return path
  }
}
