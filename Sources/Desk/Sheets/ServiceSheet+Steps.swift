// The sheet's state machine: which step may be taken when, and what it does.

extension ServiceSheet {
  /// Why the step cannot be taken by somebody who looked at that revision; `nil` when it can. `seen` is `nil` for the taxpayer's pictures, which are
  /// told apart by what stands there: two of them uploaded at once do not disturb each other. A finding is about one material, everything else
  /// about the whole sheet.
  public func obstacle(to step: SheetStep, seen: Int? = nil) -> SheetObstacle? {
    if stage == .closed { return .closed }
    switch step {
    case .issued: return .changed
    case .pictureAdded(let picture): return obstacle(toAdding: picture)
    case .pictureRemoved(let picture):
      if let obstacle = obstacle(toChanging: picture.material) { return obstacle }
      return holds(picture.image.id, in: picture.material) ? nil : .unknownPicture
    case .confirmed:
      if seen != revision { return .changed }
      if stage == .submitted { return .submitted }
      if !missing.isEmpty { return .missing(missing.map(\.name)) }
      return returned.isEmpty ? nil : .returned(returned.map(\.name))
    case .checked(let finding):
      guard let material = material(finding.material) else { return .unknownMaterial }
      // What was looked at is that material as it is now, whatever else has moved.
      if (seen ?? 0) < material.revision || (seen ?? 0) > revision { return .changed }
      return material.pictures.isEmpty ? .nothingUploaded : nil
    case .asked:
      if seen != revision { return .changed }
      return missing.isEmpty && returned.isEmpty ? .nothingToAsk : nil
    case .resolved(let result):
      if seen != revision { return .changed }
      guard result.isHandled else { return nil }
      if stage != .submitted { return .notSubmitted }
      return open.isEmpty ? nil : .notAccepted(open.map(\.name))
    }
  }

  /// Takes a step that has no obstacle.
  public mutating func apply(_ step: SheetStep) {
    revision += 1
    switch step {
    case .issued: break
    case .pictureAdded(let picture):
      change(picture.material) { material in
        if let place = material.pictures.firstIndex(where: { $0.id == picture.replaced }) {
          material.pictures[place] = picture.image
        } else {
          material.pictures.append(picture.image)
        }
        material.check = nil
      }
    case .pictureRemoved(let picture):
      change(picture.material) { material in
        material.pictures.removeAll { $0.id == picture.image.id }
        material.check = nil
      }
    case .confirmed(let confirmation):
      stage = .submitted
      confirmedAt = confirmation.at
    case .checked(let finding): change(finding.material) { $0.check = finding.check }
    case .asked: stage = .collecting
    case .resolved(let result):
      stage = .closed
      self.result = result
    }
  }

  /// Whether the material has the picture.
  public func holds(_ image: ImageID, in code: String) -> Bool {
    material(code)?.pictures.contains { $0.id == image } == true
  }

  private func obstacle(toAdding picture: SheetPicture) -> SheetObstacle? {
    if let obstacle = obstacle(toChanging: picture.material) { return obstacle }
    if let replaced = picture.replaced { return holds(replaced, in: picture.material) ? nil : .unknownPicture }
    return (material(picture.material)?.pictures.count ?? 0) < Self.mostPictures ? nil : .full
  }

  private func obstacle(toChanging code: String) -> SheetObstacle? {
    guard let material = material(code) else { return .unknownMaterial }
    if stage == .submitted { return .submitted }
    return material.state == .accepted ? .accepted : nil
  }

  private mutating func change(_ code: String, _ body: (inout SheetMaterial) -> Void) {
    guard let place = materials.firstIndex(where: { $0.code == code }) else { return }
    body(&materials[place])
    materials[place].revision = revision
  }
}
