import Desk
import HTTPTypes
import Hummingbird
import NIOCore
import Pictures
import Service
import Storage

extension Backend {
  /// Pictures: taken by their content, freed of metadata, kept, and shown only to those who may read the conversation.
  func imageRoutes() -> [Route] {
    [
      upload("/v1/conversations/{id}/images", for: Caller.seats, "Uploads an image for the taxpayer") { call in
        let (agent, office) = try call.staff()
        let id = try call.conversationID()
        guard let conversation = try await call.backend.store.read(office, { try $0.conversation(id) }) else {
          throw Problem(.conversationNotFound)
        }
        guard conversation.agent?.id == agent.id else { throw Problem(.notYours) }
        guard conversation.stage == .talking else { throw Problem(.wrongStage) }
        return (conversation.id, .agent)
      },
      upload("/v1/visit/images", for: [.taxpayer], "Uploads an image for the agent") { call in
        let (taxpayer, office) = try call.visitor()
        let found = try await call.backend.store.read(office) { try $0.latestConversation(of: taxpayer.id) }
        guard let found, found.stage == .waiting || found.stage == .talking else {
          throw Problem(
            .wrongStage, detail: Localised("转人工服务后才能发送图片", "Pictures can be sent once you have asked for a human"))
        }
        return (found.id, .taxpayer)
      },
      Route(
        method: .get, path: "/v1/images/{id}", callers: Caller.seats.union(Caller.visitors),
        summary: "An image's bytes",
        answer: .other(mediaType: "image/*")
      ) { call in try await call.backend.image(for: call) },
    ]
  }

  func upload(
    _ path: String, for callers: Set<Caller>, _ summary: String,
    _ place: @escaping @Sendable (Call) async throws -> (ConversationID, Side)
  ) -> Route {
    var route = Route(
      method: .post, path: path, callers: callers, summary: summary,
      parameters: [Route.Parameter(name: "name", about: "The file's name, for people to read")],
      request: .other(mediaType: "image/*"), status: .created, answer: .json(ImageReference.self), key: .required
    ) { call in
      let (conversation, side) = try await place(call)
      return try Route.json(try await call.backend.keepImage(call, in: conversation, from: side), status: .created)
    }
    route.bodyLimit = Picture.Limits().bytes
    route.isUpload = true
    return route
  }

  func keepImage(
    _ call: Call, in conversation: ConversationID, from side: Side
  ) async throws -> ImageReference {
    let principal = try call.caller()
    let name = CleanText.cut(
      try CleanText.check(call.query("name") ?? "", bytes: 4_096, mayBeEmpty: true).split(whereSeparator: \.isNewline)
        .joined(separator: " "), bytes: 200)
    let picture = try await picture(Array(call.body.readableBytesView))
    let image = ImageReference(
      id: ImageID(newID()), mediaType: picture.kind.mediaType, width: picture.width, height: picture.height,
      size: picture.bytes.count, name: name)
    var once = Once(
      office: principal.office, scope: principal.actor.scope, key: call.key ?? newID(), fingerprint: call.fingerprint,
      at: clock()
    )
    once.answer = String(buffer: try JSONBody.encode(image))
    var record = ImageRecord(image: image, conversation: conversation, side: side)
    // Of a conversation there is one at a time, and it is bounded itself; messages to be left are as many as anybody names.
    if record.promise != nil, case .visitor(let taxpayer) = principal.person { record.uploader = taxpayer.id.rawValue }
    let earlier = try await store.keep(record, bytes: picture.bytes, of: principal.office, at: clock(), once: once)
    guard let earlier else { return image }
    return try JSONBody.decode(ImageReference.self, from: ByteBuffer(string: earlier))
  }

  private func picture(_ bytes: [UInt8]) async throws -> Picture {
    do {
      return try Picture.read(bytes)
    } catch .heic {
      guard let converter = options.pictureConverter else { throw Problem(.heic, takesHEIC: false) }
      do {
        return try await converter.picture(from: bytes)
      } catch let problem as PictureProblem {
        throw Problem(problem, takesHEIC: true)
      }
    } catch {
      throw Problem(error, takesHEIC: options.pictureConverter != nil)
    }
  }

  private func image(for call: Call) async throws -> Response {
    let principal = try call.caller()
    let id = ImageID(try call.part("id"))
    let found = try await store.read(principal.office) { reader -> (ImageRecord, [UInt8])? in
      guard let record = try reader.image(id) else { return nil }
      if let promise = record.promise {
        return try Self.mayRead(record, of: promise, principal, reader) ? (record, try reader.bytes(of: id)) : nil
      }
      guard let conversation = try reader.conversation(record.conversation),
        Self.mayRead(conversation, principal)
      else { return nil }
      return (record, try reader.bytes(of: id))
    }
    // Whoever may not read it is not told that it is there.
    guard let (record, bytes) = found else {
      throw Problem(.notFound, detail: Localised("没有该图片", "There is no such image"))
    }
    var headers: HTTPFields = [.contentType: record.image.mediaType, .xContentTypeOptions: "nosniff"]
    headers[.contentSecurityPolicy] = "default-src 'none'; sandbox"
    headers[.contentDisposition] = "inline; filename=\"image.\(record.image.fileExtension)\""
    headers[.cacheControl] = "private, max-age=86400, immutable"
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  private static func mayRead(_ conversation: Conversation, _ principal: Principal) -> Bool {
    switch principal.person {
    case .visitor(let taxpayer): conversation.taxpayer.id == taxpayer.id
    case .phone, .room: false
    case .staff(let agent):
      agent.role == .supervisor || conversation.agent?.id == agent.id || conversation.stage == .waiting
        || conversation.concerns(agent.id)
    }
  }
}

extension Problem {
  /// The refusal of a picture.
  fileprivate init(_ problem: PictureProblem, takesHEIC: Bool) {
    let isTooLarge = problem == .tooLarge(limit: Picture.Limits().bytes)
    self.init(isTooLarge ? .tooLarge : .imageRefused, detail: problem.words(takesHEIC: takesHEIC))
  }
}

extension PictureProblem {
  /// Why, and what to do.
  func words(takesHEIC: Bool) -> Localised {
    switch self {
    case .empty: Localised("文件是空的，请重新选择", "The file is empty; choose another")
    case .unknown where takesHEIC:
      Localised(
        "不是可识别的图片，请使用 PNG、JPEG、GIF、WebP、HEIC 或 AVIF",
        "This is no picture we know; use PNG, JPEG, GIF, WebP, HEIC or AVIF")
    case .unknown:
      Localised("不是可识别的图片，请使用 PNG、JPEG、GIF 或 WebP", "This is no picture we know; use PNG, JPEG, GIF or WebP")
    case .heic:
      Localised("暂不支持 HEIC/AVIF，请另存为 JPEG 后再发", "HEIC and AVIF are not shown everywhere; save it as JPEG first")
    case .notConverted:
      Localised("该 HEIC/AVIF 图片无法转换，请另存为 JPEG 后再发", "This HEIC or AVIF could not be converted; save it as JPEG first")
    case .damaged: Localised("图片已损坏或不完整，请重新选择", "The picture is damaged or cut off; choose it again")
    case .tooLarge(let limit):
      Localised("图片不能超过 \(limit >> 20) MB，请压缩后再发", "A picture may have \(limit >> 20) MB; make it smaller")
    case .tooManyPixels(let width, let height, let limit):
      Localised(
        "图片尺寸 \(width)×\(height) 过大（上限 \(limit / 1_000_000) 百万像素），请缩小后再发",
        "\(width)×\(height) is more than \(limit / 1_000_000) megapixels; make it smaller")
    }
  }
}
