import Desk

// The routes about service sheets; one is sent as a message.

extension Endpoint where Answer == ConversationDetail {
  /// Accepts or returns a material.
  public static func check(_ request: SheetCheckRequest, of sheet: SheetID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: path(sheet) + "/checks", key: key)
  }

  /// Asks for what a sheet still needs.
  public static func demand(_ request: SheetRevisionRequest, of sheet: SheetID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: path(sheet) + "/demand", key: key)
  }

  /// Closes a sheet with what became of the matter.
  public static func resolve(_ request: SheetResultRequest, of sheet: SheetID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: path(sheet) + "/result", key: key)
  }
}

extension Endpoint where Answer == SheetList {
  /// The taxpayer's sheets.
  public static var visitorSheets: Endpoint { Endpoint(.get, "/v1/visit/sheets") }
}

extension Endpoint where Answer == PostedMessages {
  /// Adds an uploaded picture to a material.
  public static func addPicture(
    _ request: SheetPictureRequest, to sheet: SheetID, key: IdempotencyKey
  ) -> Endpoint {
    Endpoint(posting: request, to: visitorPath(sheet) + "/pictures", key: key)
  }

  /// Takes a picture of a material away.
  public static func removePicture(
    _ request: SheetRemovalRequest, from sheet: SheetID, key: IdempotencyKey
  ) -> Endpoint {
    Endpoint(posting: request, to: visitorPath(sheet) + "/removals", key: key)
  }

  /// Confirms that everything is uploaded.
  public static func confirm(_ request: SheetRevisionRequest, of sheet: SheetID, key: IdempotencyKey) -> Endpoint {
    Endpoint(posting: request, to: visitorPath(sheet) + "/confirmation", key: key)
  }
}

private func path(_ sheet: SheetID) -> String { "/v1/sheets/" + escaped(sheet.rawValue) }
private func visitorPath(_ sheet: SheetID) -> String { "/v1/visit/sheets/" + escaped(sheet.rawValue) }
