import Desk

/// Something done to a sheet that was sent.
public enum SheetAct: Hashable, Sendable {
  /// The taxpayer adds a picture to a material.
  case add(SheetPictureRequest)
  /// The taxpayer takes a picture away.
  case remove(SheetRemovalRequest)
  /// The taxpayer has uploaded all there is.
  case confirm(revision: Int)
  /// The agent accepts or returns a material.
  case check(SheetCheckRequest)
  /// The agent asks for what is missing or was returned, in one message.
  case demand(revision: Int)
  /// The agent says what became of it.
  case resolve(SheetResultRequest)
}
