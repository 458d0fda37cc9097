import Desk
import Foundation
import Service
import Synchronization

// Uploaded images, in pieces that both engines keep as text.

extension RowStore {
  /// Keeps an uploaded image with its bytes; see `Store`.
  func keep(
    _ image: ImageRecord, bytes: [UInt8], of office: OfficeID, at now: Timestamp, once: Once?
  ) async throws -> String? {
    let parts = ImagePieces.parts(bytes)
    return try await change(once, of: office) { transaction, db in
      let sql = "SELECT COUNT(*) FROM images WHERE office = ? AND conversation = ?"
      let count: Int = try db.one(sql, [office.rawValue, image.conversation.rawValue])?[0] ?? 0
      guard count < ImagePieces.most else {
        throw Problem(
          .imageRefused,
          detail: Localised(
            "本次会话的图片已满 \(ImagePieces.most) 张", "This conversation holds \(ImagePieces.most) images already"))
      }
      // Of messages to be left anybody may name as many as they like: what waits to be sent is counted by who uploaded it.
      if let uploader = image.uploader {
        let unsent: Int =
          try db.one(
            "SELECT COUNT(*) FROM images WHERE office = ? AND uploader = ? AND is_sent = 0",
            [office.rawValue, uploader])?[0] ?? 0
        guard unsent < ImagePieces.mostUnsent else {
          throw Problem(
            .imageRefused,
            detail: Localised(
              "已有 \(ImagePieces.mostUnsent) 张图片尚未发送，请先发送或稍后再传",
              "\(ImagePieces.mostUnsent) pictures were uploaded and not sent; send those first, or wait"))
        }
      }
      try db.run(
        "INSERT INTO images (office, id, conversation, at, is_sent, uploader, doc) VALUES (?, ?, ?, ?, 0, ?, ?)",
        [
          office.rawValue, image.image.id.rawValue, image.conversation.rawValue, now.milliseconds,
          image.uploader ?? "", try Document.text(image, transaction.encoder),
        ])
      for (number, data) in parts.enumerated() {
        try db.run(
          "INSERT INTO image_parts (office, image, part, data) VALUES (?, ?, ?, ?)",
          [office.rawValue, image.image.id.rawValue, number, data])
      }
    }
  }

  /// Forgets images that nobody sent for a day.
  func pruneImages(at now: Timestamp) async throws {
    let day: Int64 = 86_400_000
    for office in try await officeIDs() {
      // A hundred in a transaction, until none is left.
      let found = Mutex(ImagePieces.batch)
      while found.withLock({ $0 }) == ImagePieces.batch {
        try await change(of: office) { _, db in
          let old = try db.all(
            "SELECT id FROM images WHERE office = ? AND is_sent = 0 AND at < ? LIMIT ?",
            [office.rawValue, now.milliseconds - day, ImagePieces.batch])
          for row in old {
            let id: String = try row[0]
            try db.run("DELETE FROM image_parts WHERE office = ? AND image = ?", [office.rawValue, id])
            try db.run("DELETE FROM images WHERE office = ? AND id = ?", [office.rawValue, id])
          }
          found.withLock { $0 = old.count }
        }
      }
    }
  }
}

/// How an image's bytes lie in rows.
enum ImagePieces {
  /// Images of one conversation at most.
  static let most = 100
  /// Images of one uploader that were not sent at most.
  static let mostUnsent = 30
  /// Images forgotten in one transaction.
  static let batch = 100
  private static let length = 48 << 10

  static func parts(_ bytes: [UInt8]) -> [String] {
    stride(from: 0, to: bytes.count, by: length).map {
      Data(bytes[$0..<min(bytes.count, $0 + length)]).base64EncodedString()
    }
  }
}

extension RowReader {
  func image(_ image: ImageID) throws -> ImageRecord? {
    try db.one("SELECT doc FROM images WHERE office = ? AND id = ?", [id.rawValue, image.rawValue])
      .map { try Document.value(ImageRecord.self, $0[0]) }
  }

  func bytes(of image: ImageID) throws -> [UInt8] {
    let rows = try db.all(
      "SELECT data FROM image_parts WHERE office = ? AND image = ? ORDER BY part", [id.rawValue, image.rawValue])
    var bytes: [UInt8] = []
    for row in rows {
      guard let data = Data(base64Encoded: try row[0] as String) else { throw Problem(.internalError) }
      bytes += data
    }
    return bytes
  }
}
