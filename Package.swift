// swift-tools-version: 6.2
import PackageDescription

// The programs are linked with what Swift brings along, so that they start sooner and run where Swift is not installed; lld does so without the warnings
// that other linkers give about Foundation. Nothing loads a program as a library, so it offers no symbols: there are twenty thousand, all looked through at
// every start.
let programLinking: [LinkerSetting] = [
  .unsafeFlags(
    ["-use-ld=lld", "-Xlinker", "--no-export-dynamic"], .when(platforms: [.linux], configuration: .release))
]

let package = Package(
  name: "zuoxi",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "zuoxi", targets: ["zuoxi"]),
    .executable(name: "zuoxid", targets: ["zuoxid"]),
    .executable(name: "zuoxi-bench", targets: ["zuoxi-bench"]),
    // Preloaded into backends by zuoxi-chaos.
    .library(name: "zuoxi-refusals", type: .dynamic, targets: ["CRefusals"]),
  ],
  dependencies: [
    // Command lines of both programs: parsing, --help, completion, exit codes.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // The backend's HTTP/1.1 server and router.
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    // HTTP types shared with Hummingbird's router.
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    // Event loops and byte buffers under Hummingbird, used directly by the event stream hub.
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    // Signals, start and orderly stop of the backend.
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    // Structured logs of the backend.
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    // SQLite with WAL, prepared statements and full-text search.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    // Password hashing (scrypt), SHA-256 of tokens and backups, random tokens.
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    // Signed identity tokens (JWT) brought by the host page.
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    // The program that unpacks a telephone's pictures, run apart from the backend.
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    // Import files an office edits by hand.
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // Theme files.
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    // `swift package generate-documentation` for the DocC pages.
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    // The shared vocabulary.
    .target(name: "Desk"),

    // The console, from the ground up.
    .target(name: "Glyphs"),
    .target(name: "Canvas", dependencies: ["Glyphs"]),
    .target(
      name: "EmbeddedThemes", path: "Themes",
      resources: [.embedInCode("dark.toml"), .embedInCode("light.toml")]),
    .target(
      name: "Theming",
      dependencies: ["Canvas", "EmbeddedThemes", .product(name: "TOMLKit", package: "TOMLKit")]),
    .target(name: "Console", dependencies: ["Desk", "Glyphs"]),
    // QR codes, drawn by libqrencode: reading a link off the screen with a telephone.
    .systemLibrary(name: "CQRCode", providers: [.apt(["libqrencode-dev"])]),
    .target(name: "QuickCodes", dependencies: ["CQRCode"]),
    .target(name: "Views", dependencies: ["Console", "Canvas", "Theming", "Glyphs", "QuickCodes"]),
    .target(name: "Wire", dependencies: ["Desk"]),
    .target(name: "CTransfer", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "Transfer", dependencies: ["CTransfer", "Wire"]),
    .target(name: "CTerminal", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(name: "Terminal", dependencies: ["CTerminal", "Canvas"]),
    .target(name: "Reports", dependencies: ["Desk", "Glyphs"]),
    .target(
      name: "Runtime",
      dependencies: [
        "Console", "Views", "Terminal", "Transfer", "Wire", "Theming", "Canvas", "Glyphs", "Desk", "Reports",
      ]),

    // The backend, from the ground up.
    .target(name: "Service", dependencies: ["Desk"]),
    .target(name: "Pictures"),
    .systemLibrary(name: "CPostgres", providers: [.apt(["libpq-dev"])]),
    .target(
      name: "Storage",
      dependencies: [
        "CPostgres", "Desk", "Service", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(name: "Assistant", dependencies: ["Desk"]),
    .target(
      name: "Imports", dependencies: ["Desk", "Storage", .product(name: "Yams", package: "Yams")],
      resources: [
        .embedInCode("Sample/office.yaml"), .embedInCode("Sample/knowledge.yaml"),
      ]),
    .target(
      name: "Web",
      resources: [
        .embedInCode("Resources/Page/api.js"),
        .embedInCode("Resources/Page/appointments.js"),
        .embedInCode("Resources/Page/booking.css"),
        .embedInCode("Resources/Page/booking.js"),
        .embedInCode("Resources/Page/call.css"),
        .embedInCode("Resources/Page/call.js"),
        .embedInCode("Resources/Page/marks.js"),
        .embedInCode("Resources/Page/media.js"),
        .embedInCode("Resources/Page/peer.js"),
        .embedInCode("Resources/Page/report.js"),
        .embedInCode("Resources/Page/cards.js"),
        .embedInCode("Resources/Page/pictures.js"),
        .embedInCode("Resources/Page/centre.css"),
        .embedInCode("Resources/Page/centre.js"),
        .embedInCode("Resources/Page/composer.js"),
        .embedInCode("Resources/Page/dom.js"),
        .embedInCode("Resources/Page/embed.js"),
        .embedInCode("Resources/Page/favicon.svg"),
        .embedInCode("Resources/Page/header.js"),
        .embedInCode("Resources/Page/icons.js"),
        .embedInCode("Resources/Page/leave.js"),
        .embedInCode("Resources/Page/link.js"),
        .embedInCode("Resources/Page/log.js"),
        .embedInCode("Resources/Page/messages.js"),
        .embedInCode("Resources/Page/outbox.js"),
        .embedInCode("Resources/Page/page.css"),
        .embedInCode("Resources/Page/page.html"),
        .embedInCode("Resources/Page/page.js"),
        .embedInCode("Resources/Page/rating.js"),
        .embedInCode("Resources/Page/receipts.js"),
        .embedInCode("Resources/Page/sheets.css"),
        .embedInCode("Resources/Page/sheets.js"),
        .embedInCode("Resources/Page/sse.js"),
        .embedInCode("Resources/Page/stream.js"),
        .embedInCode("Resources/Page/talk.css"),
        .embedInCode("Resources/Page/talk.js"),
        .embedInCode("Resources/Page/visit.js"),
        .embedInCode("Resources/Page/votes.js"),
        .embedInCode("Resources/Page/waiting.js"),
        .embedInCode("Resources/Page/words.js"),
        .embedInCode("Resources/Phone/phone.css"),
        .embedInCode("Resources/Phone/phone.html"),
        .embedInCode("Resources/Phone/phone.js"),
        .embedInCode("Resources/Room/board.js"),
        .embedInCode("Resources/Room/room.css"),
        .embedInCode("Resources/Room/room.html"),
        .embedInCode("Resources/Room/room.js"),
        .embedInCode("Resources/Room/roomwords.js"),
        .embedInCode("Resources/Sample/host.css"),
        .embedInCode("Resources/Sample/host.html"),
        .embedInCode("Resources/Sample/host.js"),
        .embedInCode("Resources/zuoxi.js"),
      ]),
    // malloc_trim, which the Glibc module leaves out.
    .systemLibrary(name: "CAllocator"),
    .target(
      name: "Server",
      dependencies: [
        .target(name: "CAllocator", condition: .when(platforms: [.linux])), "Desk", "Service", "Storage", "Assistant",
        "Imports", "Reports", "Web", "Wire", "Pictures", "Transfer",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "JWTKit", package: "jwt-kit"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
    .target(name: "Visitors", dependencies: ["Desk", "Wire", "Transfer"]),
    .target(name: "Histories", dependencies: ["Desk"]),

    // What both programs' command lines say.
    .target(
      name: "CommandWords",
      dependencies: ["Desk", .product(name: "ArgumentParser", package: "swift-argument-parser")]),

    // The programs. They never depend on each other: an executable that imports another links all of its code.
    .executableTarget(
      name: "zuoxi",
      dependencies: [
        "CommandWords", "Console", "Desk", "Runtime", "Reports",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], linkerSettings: programLinking),
    .executableTarget(
      name: "zuoxid",
      dependencies: [
        "CommandWords", "Server", "Storage", "Visitors", "Imports",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], linkerSettings: programLinking),
    .executableTarget(
      name: "zuoxi-bench",
      dependencies: [
        "CTerminal", "Desk", "Service", "Storage", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], linkerSettings: programLinking),

    // Tests, one folder per target, and the whole product in EndToEndTests.
    // Programs that run beside the tests, and the thread that waits for them.
    .target(
      name: "TestPrograms", dependencies: [.product(name: "NIOPosix", package: "swift-nio")],
      path: "Tests/TestPrograms"),
    // Real processes under load and under fire, and what they promised held against what is there.
    .executableTarget(
      name: "zuoxi-chaos",
      dependencies: [
        "Desk", "Histories", "Storage", "Wire", "TestPrograms",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
      ], path: "Tests/Chaos", linkerSettings: programLinking),
    // What a system refuses whose disk is full or broken.
    .target(
      name: "CRefusals", path: "Tests/CRefusals", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    // SQLite's files as a power cut may leave them.
    .target(name: "CPowerCut", path: "Tests/CPowerCut", linkerSettings: [.linkedLibrary("sqlite3")]),
    .testTarget(name: "DeskTests", dependencies: ["Desk"]),
    .testTarget(name: "HistoriesTests", dependencies: ["Histories", "Desk"]),
    .testTarget(name: "GlyphsTests", dependencies: ["Glyphs"]),
    .testTarget(name: "QuickCodesTests", dependencies: ["QuickCodes", "TestPrograms"]),
    .testTarget(name: "CanvasTests", dependencies: ["Canvas"]),
    .testTarget(name: "ThemingTests", dependencies: ["Theming"]),
    .testTarget(name: "WireTests", dependencies: ["Wire"]),
    .testTarget(name: "TransferTests", dependencies: ["Transfer", "CTransfer", "TestPrograms"]),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal", "CTerminal"]),
    .testTarget(name: "ConsoleTests", dependencies: ["Console", "Desk", "Glyphs"]),
    .testTarget(
      name: "ViewsTests", dependencies: ["Views", "Console", "Canvas", "Theming", "Glyphs", "Desk"],
      exclude: ["Goldens"]),
    .testTarget(name: "ReportsTests", dependencies: ["Reports", "TestPrograms"]),
    .testTarget(name: "RuntimeTests", dependencies: ["Runtime"]),
    .testTarget(name: "ServiceTests", dependencies: ["Service"]),
    .testTarget(name: "PicturesTests", dependencies: ["Pictures"]),
    .testTarget(
      name: "StorageTests",
      dependencies: [
        "Storage", "Assistant", "CPowerCut", "TestPrograms", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(name: "ImportsTests", dependencies: ["Imports", "Storage"]),
    .testTarget(
      name: "AssistantTests",
      dependencies: [
        "Assistant", .product(name: "GRDB", package: "GRDB.swift"), .product(name: "Yams", package: "Yams"),
      ]),
    .testTarget(
      name: "CommandWordsTests",
      dependencies: ["CommandWords", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
    .testTarget(name: "VisitorsTests", dependencies: ["Visitors"]),
    .testTarget(
      name: "ServerTests",
      dependencies: [
        "Server", "Desk", "Service", "Storage", "Imports", "Wire", "Web", "Pictures", "TestPrograms",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "JWTKit", package: "jwt-kit"),
      ]),
    // The whole product in one thread, with a simulated disk, network and clock; every run is replayed by its seed.
    .testTarget(name: "SimulationTests", dependencies: ["Desk", "Service", "Console", "Wire", "Runtime", "Server"]),
    .testTarget(name: "EndToEndTests", dependencies: ["Desk", "Wire", "Transfer", "TestPrograms"]),
  ],
  swiftLanguageModes: [.v6]
)
