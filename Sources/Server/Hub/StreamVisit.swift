import Desk
import NIOCore

/// A stream that is asked for, from its opening to its end.
///
/// A task keeps as long as it lives the most memory it ever needed. A stream's task lives for hours and waits: what is done before and after the wait is
/// done in tasks of their own, which give back what they took.
struct StreamVisit: Sendable {
  let desk: Hubs.OpenOffice
  let subject: StreamSubject
  let session: StreamSession
  let after: EventPosition?
  let channel: any Channel
  let stallSeconds: Int

  /// Opens the stream and tells the service; `nil` when there is no room for one more.
  func begin(_ authenticator: Authenticator, _ clock: @escaping @Sendable () -> Timestamp) async throws -> StreamReader?
  {
    try await Task { try await open(authenticator, clock) }.value
  }

  private func open(_ authenticator: Authenticator, _ clock: @Sendable () -> Timestamp) async throws -> StreamReader? {
    let outlet = try await StreamReader.Outlet.connection(channel, stallSeconds: stallSeconds)
    guard
      let reader = await desk.hub.open(subject, session: session, after: after, at: clock(), outlet: outlet)
    else { return nil }
    // Signed out between the gate and here: the hub did not know the stream then.
    if (try? await authenticator.isOpen(session)) != true { reader.finish() }
    channel.closeFuture.whenComplete { _ in reader.finish() }
    try await PeerGoneHandler.watch(channel) { reader.finish() }
    await desk.connections.opened(subject)
    return reader
  }

  /// Forgets a stream that is over; whoever's last one went is told to have gone, unless all go because the backend stops.
  func end(_ reader: StreamReader, isStopping: Bool) async {
    await Task {
      await desk.hub.close(reader)
      if isStopping { await desk.connections.stop() }
      await desk.connections.closed(subject)
    }.value
  }
}
