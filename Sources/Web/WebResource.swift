/// A file of the taxpayer's page or of the sample host page, embedded in the program.
public enum WebResource: String, Sendable, CaseIterable {
  /// The page that lives in the frame.
  case page = "page.html"
  /// Requests to the backend.
  case apiScript = "api.js"
  /// The taxpayer's appointments.
  case appointmentsScript = "appointments.js"
  /// Booking them.
  case bookingScript = "booking.js"
  /// How booking looks.
  case bookingStyle = "booking.css"
  /// Remote assist and calls.
  case callScript = "call.js"
  /// How they look.
  case callStyle = "call.css"
  /// The way to the other browser.
  case peerScript = "peer.js"
  /// What the agent points at and draws.
  case marksScript = "marks.js"
  /// Camera, microphone and screen.
  case mediaScript = "media.js"
  /// Tells how the way is.
  case reportScript = "report.js"
  /// What agents send besides words.
  case cardsScript = "cards.js"
  /// Where the visitor writes.
  case composerScript = "composer.js"
  /// Builds elements.
  case domScript = "dom.js"
  /// The talk with the host page.
  case embedScript = "embed.js"
  /// The page's icon.
  case faviconIcon = "favicon.svg"
  /// The head of the page.
  case headerScript = "header.js"
  /// The icons.
  case iconsScript = "icons.js"
  /// How the connection is.
  case linkScript = "link.js"
  /// The list of everything said.
  case logScript = "log.js"
  /// One message.
  case messagesScript = "messages.js"
  /// Pictures.
  case picturesScript = "pictures.js"
  /// What is not confirmed yet.
  case outboxScript = "outbox.js"
  /// How the page looks.
  case pageStyle = "page.css"
  /// Puts the parts of the page together.
  case pageScript = "page.js"
  /// The rating.
  case ratingScript = "rating.js"
  /// What was received and read.
  case receiptsScript = "receipts.js"
  /// The personal centre.
  case centreScript = "centre.js"
  /// How it looks.
  case centreStyle = "centre.css"
  /// Leaving a message.
  case leaveScript = "leave.js"
  /// Service sheets.
  case sheetsScript = "sheets.js"
  /// How service sheets look.
  case sheetsStyle = "sheets.css"
  /// The grammar of the event stream.
  case sseScript = "sse.js"
  /// The event stream.
  case streamScript = "stream.js"
  /// How what was said looks.
  case talkStyle = "talk.css"
  /// The conversation as the page knows it.
  case talkScript = "talk.js"
  /// The visit and its token.
  case visitScript = "visit.js"
  /// Votes on answers.
  case votesScript = "votes.js"
  /// The card of a waiting visitor.
  case waitingScript = "waiting.js"
  /// Every text of the page.
  case wordsScript = "words.js"
  /// The page of an agent's telephone.
  case phone = "phone.html"
  /// How it looks.
  case phoneStyle = "phone.css"
  /// What it does.
  case phoneScript = "phone.js"
  /// The agent's side of remote assist and calls.
  case room = "room.html"
  /// How it looks.
  case roomStyle = "room.css"
  /// What it does.
  case roomScript = "room.js"
  /// The agent's pointer and pen.
  case boardScript = "board.js"
  /// Every text of the room.
  case roomWordsScript = "roomwords.js"
  /// The one script tag of a host page.
  case embedding = "zuoxi.js"
  /// The sample host page.
  case sample = "host.html"
  /// How the sample host page looks.
  case hostStyle = "host.css"
  /// What the sample host page does.
  case hostScript = "host.js"

  /// Where it is served.
  public var path: String {
    switch self {
    case .page: "/page"
    case .room: "/room"
    case .embedding: "/zuoxi.js"
    case .phone: "/phone"
    case .phoneStyle, .phoneScript: "/phone/" + rawValue
    case .sample: "/sample"
    default: (isSample ? "/sample/" : isRoom ? "/room/" : "/page/") + rawValue
    }
  }

  /// What it is, for the API document.
  public var summary: String {
    switch self {
    case .page: "The taxpayer's page"
    case .embedding: "The script that brings the page into a host page"
    case .phone: "The page of an agent's telephone"
    case .phoneStyle, .phoneScript: "Part of the page of an agent's telephone: " + rawValue
    case .sample: "The sample host page"
    case .room: "The agent's side of remote assist and calls, in a browser"
    case _ where isRoom: "Part of the room: " + rawValue
    default: (isSample ? "Part of the sample host page: " : "Part of the taxpayer's page: ") + rawValue
    }
  }

  /// Its media type.
  public var mediaType: String {
    if rawValue.hasSuffix(".html") { return "text/html" }
    if rawValue.hasSuffix(".css") { return "text/css" }
    return rawValue.hasSuffix(".svg") ? "image/svg+xml" : "text/javascript"
  }

  /// Its media type with the character set.
  public var contentType: String { mediaType + "; charset=utf-8" }

  /// Whether it belongs to the sample host page.
  public var isSample: Bool { self == .sample || self == .hostStyle || self == .hostScript }

  /// Whether it is shown in no frame at all.
  public var isAlone: Bool { isSample || isRoom || self == .phone }

  /// Whether it belongs to the room alone.
  public var isRoom: Bool {
    switch self {
    case .room, .roomStyle, .roomScript, .boardScript, .roomWordsScript: true
    default: false
    }
  }

  /// The file.
  public var bytes: [UInt8] {
    switch self {
    case .page: PackageResources.page_html
    case .apiScript: PackageResources.api_js
    case .picturesScript: PackageResources.pictures_js
    case .cardsScript: PackageResources.cards_js
    case .callScript: PackageResources.call_js
    case .appointmentsScript: PackageResources.appointments_js
    case .bookingScript: PackageResources.booking_js
    case .bookingStyle: PackageResources.booking_css
    case .callStyle: PackageResources.call_css
    case .peerScript: PackageResources.peer_js
    case .marksScript: PackageResources.marks_js
    case .mediaScript: PackageResources.media_js
    case .reportScript: PackageResources.report_js
    case .room: PackageResources.room_html
    case .roomStyle: PackageResources.room_css
    case .roomScript: PackageResources.room_js
    case .boardScript: PackageResources.board_js
    case .roomWordsScript: PackageResources.roomwords_js
    case .composerScript: PackageResources.composer_js
    case .domScript: PackageResources.dom_js
    case .embedScript: PackageResources.embed_js
    case .faviconIcon: PackageResources.favicon_svg
    case .headerScript: PackageResources.header_js
    case .iconsScript: PackageResources.icons_js
    case .linkScript: PackageResources.link_js
    case .logScript: PackageResources.log_js
    case .messagesScript: PackageResources.messages_js
    case .outboxScript: PackageResources.outbox_js
    case .pageStyle: PackageResources.page_css
    case .pageScript: PackageResources.page_js
    case .ratingScript: PackageResources.rating_js
    case .receiptsScript: PackageResources.receipts_js
    case .centreScript: PackageResources.centre_js
    case .centreStyle: PackageResources.centre_css
    case .leaveScript: PackageResources.leave_js
    case .sheetsScript: PackageResources.sheets_js
    case .sheetsStyle: PackageResources.sheets_css
    case .sseScript: PackageResources.sse_js
    case .streamScript: PackageResources.stream_js
    case .talkStyle: PackageResources.talk_css
    case .talkScript: PackageResources.talk_js
    case .visitScript: PackageResources.visit_js
    case .votesScript: PackageResources.votes_js
    case .waitingScript: PackageResources.waiting_js
    case .wordsScript: PackageResources.words_js
    case .phone: PackageResources.phone_html
    case .phoneStyle: PackageResources.phone_css
    case .phoneScript: PackageResources.phone_js
    case .embedding: PackageResources.zuoxi_js
    case .sample: PackageResources.host_html
    case .hostStyle: PackageResources.host_css
    case .hostScript: PackageResources.host_js
    }
  }
}
