import Glibc

/// What the command line asks for.
struct Options {
    /// Parts of figures' names; empty for all figures.
    var only: [String] = []
    var isQuick = false
    var json = false
    var keep = false
    /// The program that is measured.
    var handoff = Options.neighbour("handoff")
    /// Under which the throwaway homes are made; the file system that is measured.
    var directory = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"

    /// Of the large audit's.
    var lines: Int { givenLines ?? (isQuick ? 1_000_000 : 10_000_000) }
    private var givenLines: Int?
    /// Where large audits are kept from run to run.
    var cache = Options.cache
    /// Where to make a home with a large audit, and measure nothing.
    var home: String?

    struct Refusal: Error {
        let description: String
        let status: Int32
    }

    init(_ arguments: [String]) throws(Refusal) {
        var rest = arguments[...]
        func value(of option: String) throws(Refusal) -> String {
            guard let value = rest.popFirst() else { throw Refusal(description: "\(option) needs a value", status: 64) }
            return value
        }
        while let argument = rest.popFirst() {
            switch argument {
            case "--only": only.append(try value(of: argument))
            case "--quick": isQuick = true
            case "--json": json = true
            case "--keep": keep = true
            case "--handoff": handoff = try value(of: argument)
            case "--dir": directory = try value(of: argument)
            case "--cache": cache = try value(of: argument)
            case "--make": home = try value(of: argument)
            case "--lines":
                guard let number = Int(try value(of: argument)), number > 0 else {
                    throw Refusal(description: "--lines needs a number", status: 64)
                }
                givenLines = number
            case "--help", "-h": throw Refusal(description: Self.help, status: 0)
            default: throw Refusal(description: "unknown option \(argument)\n\(Self.help)", status: 64)
            }
        }
        guard !Figure.all(matching: only).isEmpty else {
            throw Refusal(description: "no figure has \(only) in its name\n\(Self.help)", status: 64)
        }
        guard access(handoff, X_OK) == 0 else {
            throw Refusal(description: "there is no program \(handoff); build it, or give --handoff PATH", status: 64)
        }
    }

    private static var help: String {
        """
        usage: HandoffBench [--only NAME]… [--quick] [--json] [--handoff PATH] [--dir DIR] [--keep]
                            [--lines N] [--cache DIR] [--make HOME]
          --only NAME     only figures with this in their name: \(Figure.all.map(\.name).joined(separator: " "))
          --quick         smaller queues and fewer samples
          --json          the table as JSON
          --handoff PATH  the program to measure (default: the one beside this)
          --dir DIR       where to work, a lasting file system if you can (default: $TMPDIR, else /tmp)
          --keep          leave the homes there
          --lines N       how many lines the large audit has (default: 10000000; 1000000 with --quick)
          --cache DIR     where large audits are kept from run to run (default: $XDG_CACHE_HOME/handoff-bench)
          --make HOME     make a home with a large audit at HOME, and measure nothing
        """
    }

    private static var cache: String {
        func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
        let caches = variable("XDG_CACHE_HOME") ?? (variable("HOME") ?? "/tmp") + "/.cache"
        return caches + "/handoff-bench"
    }

    /// A program in the folder of this one.
    private static func neighbour(_ name: String) -> String {
        var path = [CChar](repeating: 0, count: 4096)
        let count = max(0, readlink("/proc/self/exe", &path, path.count))
        let own = String(decoding: path.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/"
            + name
    }
}
