import Desk
import NIOCore

/// A stream that is asked for, from its opening to its end. No task waits beside it: whoever ends it, its end is told from there.
struct StreamVisit: Sendable {
  let desk: Hubs.OpenOffice
  let subject: StreamSubject
  let session: StreamSession
  let after: EventPosition?
  let stallSeconds: Int
  /// What the stream begins with; `nil` for nothing of its own.
  var opening: ByteBuffer?
  /// Called before the first word is told; what it throws ends the stream.
  var onBegin: (@Sendable () async throws -> Void)?
  /// Called when it is over, if it began.
  var onEnd: (@Sendable () async -> Void)?

  /// Takes the connection over, opens the stream and tells the service. Asked for at the same moment as the last one there is room for, it ends at
  /// once, and comes again to be refused in words.
  func begin(
    over served: any Channel, _ authenticator: Authenticator, _ clock: @Sendable () -> Timestamp
  ) async throws {
    let connection = try await StreamConnection.takeOver(served, stallSeconds: stallSeconds)
    let outlet: StreamReader.Outlet
    do {
      outlet = try await connection.outlet()
    } catch {
      // The server has let go of it: nobody else would close it.
      connection.end()
      throw error
    }
    do {
      try await onBegin?()
    } catch {
      connection.end()
      throw error
    }
    guard
      let reader = await desk.hub.open(
        subject, session: session, after: after, at: clock(), first: opening, outlet: outlet)
    else {
      connection.end()
      await onEnd?()
      return
    }
    connection.channel.closeFuture.whenComplete { _ in reader.finish() }
    // Signed out between the gate and here: the hub did not know the stream then.
    if (try? await authenticator.isOpen(session)) != true { reader.finish() }
    await desk.connections.opened(subject.person)
    reader.whenEnded { Task { await end(reader, connection) } }
  }

  /// Forgets a stream that is over; whoever's last one went is told to have gone, unless all go because the backend stops.
  private func end(_ reader: StreamReader, _ connection: StreamConnection) async {
    connection.end()
    await desk.hub.close(reader)
    await desk.connections.closed(subject.person)
    await onEnd?()
  }
}
