import Desk

/// A picture to be made ready for the terminal, and how many cells it may take.
public struct PictureRequest: Hashable, Sendable {
  /// Where the picture is.
  public enum Source: Hashable, Sendable {
    /// At the backend.
    case image(ImageReference)
    /// A file of this machine.
    case file(String)
  }

  /// Where it is.
  public var source: Source
  /// Cells it may take.
  public var room: Size

  /// A request from its parts.
  public init(_ source: Source, room: Size) {
    self.source = source
    self.room = room
  }
}

/// A picture as the terminal can show it.
public enum PictureRendering: Hashable, Sendable {
  /// By half blocks.
  case cells(PictureCells)
  /// By the terminal's own means: an image it was given under that number, so many cells large.
  case graphics(number: UInt32, size: Size)

  /// Cells it takes.
  public var size: Size {
    switch self {
    case .cells(let cells): cells.size
    case .graphics(_, let size): size
    }
  }
}

/// A picture of two pixels a cell, one above the other.
public struct PictureCells: Hashable, Sendable {
  /// Cells across and down.
  public var size: Size
  /// Colours by rows of pixels, twice as many rows as cells: `0xRRGGBB`, `indexed` plus a number of the terminal's palette, or `clear`.
  public var pixels: [UInt32]

  /// Added to the number of a palette's colour.
  public static let indexed: UInt32 = 0x100_0000
  /// No colour: what lies behind is seen.
  public static let clear = UInt32.max

  /// A picture from its parts; missing pixels are clear.
  public init(size: Size, pixels: [UInt32]) {
    self.size = size
    let count = max(0, size.columns * size.rows * 2)
    self.pixels = Array(pixels.prefix(count)) + Array(repeating: Self.clear, count: max(0, count - pixels.count))
  }

  /// The colours of a cell.
  public subscript(column: Int, row: Int) -> (upper: UInt32, lower: UInt32) {
    let upper = row * 2 * size.columns + column
    return (pixels[upper], pixels[upper + size.columns])
  }
}

/// A picture of the talk that is looked at.
public struct PictureView: Equatable, Sendable {
  /// The talk.
  public var conversation: ConversationID
  /// The message that shows it; of a sheet's pictures, its place among them.
  public var number: Int
  /// The sheet it stands on, as the agent left it.
  public var desk: SheetDesk?
  /// The screen of what was promised, as the agent left it.
  public var promises: PromiseDesk?
  /// The picture.
  public var image: ImageReference
  /// What was asked for.
  public var request: PictureRequest
  /// The picture, once it is ready.
  public var rendering: PictureRendering?
  /// Why it cannot be shown.
  public var failure: Localised?

  /// A look that has just begun.
  public init(_ image: ImageReference, number: Int, in conversation: ConversationID, room: Size) {
    self.conversation = conversation
    self.number = number
    self.image = image
    request = PictureRequest(.image(image), room: room)
  }
}

extension State {
  /// Cells a picture may take that is looked at.
  public var pictureRoom: Size { Size(columns: max(1, size.columns - 8), rows: max(1, size.rows - 5)) }

  /// The pictures among which one is looked at: the sheet's, or the talk's.
  public func pictures(with view: PictureView) -> [(number: Int, image: ImageReference)] {
    if let promises = view.promises { return pictures(on: promises) }
    guard let desk = view.desk else { return pictures(in: view.conversation) }
    let images = sheet(of: desk)?.materials.flatMap(\.pictures) ?? []
    return images.enumerated().map { (number: $0.offset, image: $0.element) }
  }

  /// The pictures of a talk, oldest first.
  public func pictures(in id: ConversationID) -> [(number: Int, image: ImageReference)] {
    replica?.conversations[id]?.messages.compactMap { message in
      if case .image(let card) = message.body { (message.number, card.image) } else { nil }
    } ?? []
  }
}
