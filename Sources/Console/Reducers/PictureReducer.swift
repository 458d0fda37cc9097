import Desk

/// Pictures 图片互动: choosing one, taking it with the telephone, looking at those of the talk.
enum PictureReducer {
  /// How long the mark must rest before a preview is worth a decoder's work, in milliseconds.
  static let previewDelay: Int64 = 150
  /// What the backend takes of one picture, in bytes.
  static let limit = 10 << 20

  // MARK: - Choosing

  static func open(_ state: inout State, path: String = "", pasted: String? = nil) -> [Effect] {
    guard let id = state.selected else { return [] }
    let form = PictureForm(id, path: path, pasted: pasted)
    state.popup = .pictures(form)
    return [.listFiles(folder: form.folder)]
  }

  static func edit(_ state: inout State, _ key: Key) -> [Effect] {
    guard case .pictures(var form) = state.popup else { return [] }
    let before = form.field.characters
    _ = form.field.handle(key, width: state.popupTextWidth, state.ambiguous)
    if form.field.characters != before { form.selected = 0 }
    return keep(&state, form)
  }

  static func move(_ state: inout State, by step: Int) {
    guard case .pictures(var form) = state.popup else { return }
    let count = state.pictureChoices(form).count
    form.selected = min(max(0, form.selected + step), max(0, count - 1))
    form.movedAt = state.clock.monotonic
    state.popup = .pictures(form)
  }

  static func take(_ state: inout State, _ listing: FileListing) {
    guard case .pictures(var form) = state.popup, form.folder == listing.folder else { return }
    form.listing = listing
    form.movedAt = state.clock.monotonic
    state.popup = .pictures(form)
    // The newest picture is what is meant most often; the telephone stands above it.
    guard form.selected == 0, form.field.isEmpty, !listing.entries.isEmpty else { return }
    form.selected = form.promises == nil ? 1 : 0
    state.popup = .pictures(form)
  }

  static func choose(_ state: inout State) -> [Effect] {
    guard case .pictures(var form) = state.popup else { return [] }
    let choices = state.pictureChoices(form)
    guard choices.indices.contains(form.selected) else { return [] }
    switch choices[form.selected] {
    case .phone: return phone(&state)
    case .entry(let entry) where entry.isFolder:
      form.field = Editor(entry.path.hasSuffix("/") ? entry.path : entry.path + "/", isMultiline: false)
      form.selected = 0
      return keep(&state, form)
    case .entry(let entry): return send(&state, entry, in: form.conversation)
    }
  }

  /// What was dropped may have been words after all: they are not lost.
  static func stepOut(_ state: inout State, _ form: PictureForm) -> [Effect] {
    if let promises = form.promises {
      state.popup = .promises(promises)
      return []
    }
    state.popup = nil
    guard let pasted = form.pasted, state.selected == form.conversation else { return [] }
    return ComposerReducer.insert(&state, pasted)
  }

  /// Asks for the preview once the mark has rested.
  static func rested(_ state: inout State, _ form: PictureForm) -> [Effect] {
    var form = form
    form.movedAt = nil
    form.preview = nil
    defer { state.popup = .pictures(form) }
    let choices = state.pictureChoices(form)
    guard let room = state.previewRoom, choices.indices.contains(form.selected),
      case .entry(let entry) = choices[form.selected], !entry.isFolder
    else { return [] }
    let request = PictureRequest(.file(entry.path), room: room)
    form.preview = PicturePreview(request: request)
    return [.renderPicture(request)]
  }

  private static func keep(_ state: inout State, _ form: PictureForm) -> [Effect] {
    var form = form
    let folder = PictureForm.folder(of: form.field.text)
    let isElsewhere = folder != form.folder
    form.folder = folder
    form.movedAt = state.clock.monotonic
    state.popup = .pictures(form)
    return isElsewhere ? [.listFiles(folder: folder)] : []
  }

  private static func send(_ state: inout State, _ entry: FileEntry, in id: ConversationID) -> [Effect] {
    let promises: PromiseDesk? = if case .pictures(let form) = state.popup { form.promises } else { nil }
    if promises == nil, let obstacle = state.obstacle(to: .send) {
      state.notify(.warning, obstacle)
      return []
    }
    guard entry.size <= limit else {
      state.notify(
        .failure,
        Localised(
          "图片 \(entry.size >> 20) MB，上限 \(limit >> 20) MB，请压缩后再发",
          "The picture has \(entry.size >> 20) MB of at most \(limit >> 20); make it smaller"))
      return []
    }
    if let promises { return PromiseChoiceReducer.attach(&state, entry, to: promises) }
    guard ComposerReducer.maySend(&state, in: id) else { return [] }
    state.popup = nil
    let message = PendingMessage(
      id: state.ids.nextMessage(), conversation: id, text: "",
      picture: PendingPicture(path: entry.path, name: entry.name), writtenAt: state.clock.now)
    return ComposerReducer.enqueue(&state, message) + [.forgetPicture]
  }

  // MARK: - The telephone

  static func phone(_ state: inout State) -> [Effect] {
    guard let detail = state.current else { return [] }
    state.popup = .phone(PhoneForm(detail.conversation.id, begunAfter: detail.conversation.lastNumber))
    return [state.request(.phoneLink(detail.conversation.id))]
  }

  static func take(_ state: inout State, _ link: PhoneLink, for id: ConversationID) {
    guard case .phone(var form) = state.popup, form.conversation == id else { return }
    form.link = link
    state.popup = .phone(form)
  }

  static func fail(_ state: inout State, linkFor id: ConversationID, _ failure: Failure) {
    guard case .phone(var form) = state.popup, form.conversation == id else { return state.notify(failure) }
    form.failure = failure
    state.popup = .phone(form)
  }

  // MARK: - Looking

  /// Shows the newest picture of the talk, or the first of the sheet's marked material.
  static func view(_ state: inout State) -> [Effect] {
    if case .sheet(let desk) = state.popup {
      guard let sheet = state.sheet(of: desk), sheet.materials.indices.contains(desk.selected),
        let image = sheet.materials[desk.selected].pictures.first
      else { return [] }
      let place = sheet.materials[..<desk.selected].reduce(0) { $0 + $1.pictures.count }
      return show(&state, (place, image), in: desk.conversation, on: desk)
    }
    if let desk = state.desk {
      return state.deskPictures.last.map { show(&state, $0, in: "", promises: desk) } ?? []
    }
    guard let id = state.selected, let last = state.pictures(in: id).last else { return [] }
    return show(&state, last, in: id)
  }

  static func step(_ state: inout State, by step: Int) -> [Effect] {
    guard case .picture(let view) = state.popup else { return [] }
    let pictures = state.pictures(with: view)
    guard let place = pictures.firstIndex(where: { $0.number == view.number }),
      pictures.indices.contains(place + step)
    else { return [] }
    return show(&state, pictures[place + step], in: view.conversation, on: view.desk, promises: view.promises)
  }

  /// The room for the picture that is shown has changed.
  static func resized(_ state: inout State) -> [Effect] {
    guard case .picture(let view) = state.popup else { return [] }
    return show(
      &state, (view.number, view.image), in: view.conversation, on: view.desk, promises: view.promises)
  }

  static func take(_ state: inout State, _ request: PictureRequest, _ result: Result<PictureRendering, Refused>) {
    switch state.popup {
    case .picture(var view) where view.request == request:
      switch result {
      case .success(let rendering): view.rendering = rendering
      case .failure(let refused): view.failure = refused.words
      }
      state.popup = .picture(view)
    case .pictures(var form) where form.preview?.request == request:
      switch result {
      case .success(let rendering): form.preview?.rendering = rendering
      case .failure(let refused): form.preview?.failure = refused.words
      }
      state.popup = .pictures(form)
    default: break
    }
  }

  /// Why a picture is not shown.
  struct Refused: Error {
    var words: Localised
  }

  static func leave(_ state: State, saving: Bool) -> [Effect] {
    guard case .picture(let view) = state.popup else { return [] }
    return [saving ? .savePicture(view.image) : .openPicture(view.image)]
  }

  private static func show(
    _ state: inout State, _ picture: (number: Int, image: ImageReference), in id: ConversationID,
    on desk: SheetDesk? = nil, promises: PromiseDesk? = nil
  ) -> [Effect] {
    var view = PictureView(picture.image, number: picture.number, in: id, room: state.pictureRoom)
    view.desk = desk
    view.promises = promises
    state.popup = .picture(view)
    return [.renderPicture(view.request)]
  }
}

extension State {
  /// Cells for the preview beside the choice of pictures; `nil` where there is no room for one.
  public var previewRoom: Size? {
    let width = min(100, size.columns - 4) - 4
    return width >= 64 ? Size(columns: width / 2 - 2, rows: max(1, min(size.rows - 2, 26) - 5)) : nil
  }
}
