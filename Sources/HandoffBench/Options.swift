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
          --only NAME     only figures with this in their name: \(Figure.all.map(\.name).joined(separator: " "))
          --quick         smaller queues and fewer samples
          --json          the table as JSON
          --handoff PATH  the program to measure (default: the one beside this)
          --dir DIR       where to work, a lasting file system if you can (default: $TMPDIR, else /tmp)
          --keep          leave the homes there
        """
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
