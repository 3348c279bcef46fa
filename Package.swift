// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors in our own targets only; dependencies keep their own settings.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
    name: "handoff",
    products: [
        .executable(name: "handoff", targets: ["handoff"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Values and computations
        .target(name: "StrictJSON", swiftSettings: strict),
        .target(name: "Spelling", swiftSettings: strict),
        .target(
            name: "StrictYAML", dependencies: ["Spelling", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),
        .target(
            name: "HandoffCards",
            dependencies: ["StrictJSON", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        .target(
            name: "HandoffTrust", dependencies: ["HandoffCards", "HandoffPolicy", "StrictJSON"], swiftSettings: strict),
        .target(
            name: "HandoffPolicy", dependencies: ["HandoffCards", "StrictJSON", "StrictYAML"], swiftSettings: strict),
        // Stores
        .target(
            name: "HandoffAudit",
            dependencies: ["HandoffCards", "StrictJSON", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        .target(
            name: "HandoffIndex",
            dependencies: [
                "HandoffAudit", "HandoffCards", "HandoffTrust", "StrictJSON",
                .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .target(name: "HandoffQueue", dependencies: ["HandoffCards"], swiftSettings: strict),
        // The authority
        .target(
            name: "HandoffGate",
            dependencies: [
                "HandoffAudit", "HandoffCards", "HandoffIndex", "HandoffPolicy", "HandoffQueue", "HandoffTrust",
                "StrictJSON", "StrictYAML", .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        // The screen
        .target(name: "Terminal", swiftSettings: strict),
        .systemLibrary(name: "CNcurses"),
        .target(
            name: "NcursesTerminal",
            dependencies: ["Terminal", "CNcurses"],
            swiftSettings: strict + [.defaultIsolation(MainActor.self)]),
        .target(
            name: "HandoffConsole",
            dependencies: ["Terminal", "HandoffCards", "HandoffAudit", "HandoffTrust"],
            swiftSettings: strict),
        // The command line and composition root
        .systemLibrary(name: "CSpawn"),
        .executableTarget(
            name: "handoff",
            dependencies: [
                "Spelling", "StrictJSON", "StrictYAML", "HandoffCards", "HandoffPolicy", "HandoffTrust", "HandoffAudit",
                "HandoffIndex", "HandoffQueue", "HandoffGate", "Terminal", "NcursesTerminal", "HandoffConsole",
                "CSpawn",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "HandoffBench",
            dependencies: [
                "StrictJSON", "StrictYAML", "HandoffCards", "HandoffPolicy", "HandoffTrust", "HandoffAudit",
                "HandoffIndex", "HandoffQueue",
            ],
            swiftSettings: strict),
        // Tests
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        .executableTarget(
            name: "HandoffTrial",
            dependencies: [
                "HandoffAudit", "HandoffCards", "HandoffGate", "HandoffIndex", "HandoffPolicy", "HandoffQueue",
                "StrictJSON", "TestSupport", .product(name: "Crypto", package: "swift-crypto"),
            ],
            path: "Tests/HandoffTrial", swiftSettings: strict),
        .testTarget(name: "StrictJSONTests", dependencies: ["StrictJSON", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "StrictYAMLTests", dependencies: ["StrictYAML"], swiftSettings: strict),
        .testTarget(
            name: "HandoffPolicyTests",
            dependencies: ["HandoffPolicy", "HandoffCards", "StrictJSON", "StrictYAML", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "HandoffTrustTests",
            dependencies: ["HandoffTrust", "HandoffCards", "HandoffPolicy", "StrictJSON", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "HandoffCardsTests", dependencies: ["HandoffCards", "StrictJSON", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "HandoffAuditTests",
            dependencies: [
                "HandoffAudit", "HandoffCards", "StrictJSON", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "HandoffQueueTests", dependencies: ["HandoffQueue", "HandoffCards", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "HandoffIndexTests",
            dependencies: ["HandoffIndex", "HandoffAudit", "HandoffCards", "StrictJSON", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "HandoffGateTests",
            dependencies: [
                "HandoffGate", "HandoffIndex", "HandoffAudit", "HandoffPolicy", "HandoffQueue", "HandoffTrust",
                "HandoffCards",
                "StrictJSON", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(name: "TerminalTests", dependencies: ["Terminal", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "HandoffConsoleTests",
            dependencies: [
                "HandoffConsole", "Terminal", "HandoffCards", "HandoffAudit", "HandoffTrust", "StrictJSON",
                "TestSupport",
            ],
            exclude: ["Screens"],
            swiftSettings: strict),
        .testTarget(
            name: "HandoffCommandTests",
            dependencies: [
                "handoff", "HandoffConsole", "HandoffGate", "HandoffIndex", "HandoffAudit", "HandoffQueue",
                "HandoffPolicy", "HandoffTrust", "HandoffCards", "StrictJSON", "StrictYAML", "Terminal", "TestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests", dependencies: ["handoff", "HandoffTrial", "StrictJSON", "TestSupport"],
            swiftSettings: strict),
    ]
)
