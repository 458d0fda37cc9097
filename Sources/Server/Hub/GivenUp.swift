import Glibc
import NIOConcurrencyHelpers
import NIOCore

/// Whether the system gave a connection up because its peer acknowledged nothing, or took nothing, for as long as it may.
final class GivenUp: Sendable {
  private let told = NIOLockedValueBox(false)

  /// Whether it did.
  var isTold: Bool { told.withLockedValue { $0 } }

  /// Notes an error of the connection by its number.
  func note(_ number: CInt) { if number == ETIMEDOUT { told.withLockedValue { $0 = true } } }
}

/// Hears of errors that a connection meets while nothing is being written to it.
final class GivenUpHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let givenUp: GivenUp

  init(_ givenUp: GivenUp) { self.givenUp = givenUp }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    givenUp.note((error as? IOError)?.errnoCode ?? 0)
    context.fireErrorCaught(error)
  }
}
