import HandoffCards

/// Something in quarantine.
package struct BadEntry: Equatable, Sendable {
    package var name: FileName
    /// Nil when the reason is lost.
    package var reason: String?
    /// When it was put there.
    package var time: Timestamp

    /// The command for bash, zsh or ksh that removes it, a file or a folder, and its reason from the quarantine at `path`.
    package func removal(from path: String) -> String {
        let files = [name, BadName.reason(of: name)].map { ShellWords.quoted(path) + "/" + $0.shellWord }
        return "rm -r -- " + files.joined(separator: " ")
    }
}

/// Under which names a file is kept in quarantine: its own and that of its reason.
///
/// `ID.json` is explained by `ID.reason`, any other `NAME` by `NAME.reason`. When either is taken a number comes in: `ID.2.json`,
/// `NAME.2`. A file that is itself called `….reason` is always numbered, so that it cannot pass for a reason.
struct BadName: Equatable {
    let file: FileName
    let reason: FileName

    /// After so many files of one name, the number is random: whoever repeats a name must not make each attempt longer.
    private static let countedAttempts = 20

    /// The names to try at the given attempt, which counts from 1.
    init(_ name: FileName, attempt: Int, random: () -> UInt64 = { .random(in: 0 ... .max) }) {
        let short = name.shortened
        if attempt > Self.countedAttempts {
            file = short.numbered(String(random(), radix: 16))
        } else if attempt > 1 || short.hasSuffix(FileName.reason) {
            file = short.numbered(String(attempt))
        } else {
            file = short
        }
        reason = Self.reason(of: file)
    }

    static func reason(of file: FileName) -> FileName {
        file.hasSuffix(FileName.json)
            ? FileName(file.bytes.dropLast(FileName.json.count), ending: FileName.reason)
            : FileName(file.bytes, ending: FileName.reason)
    }
}

extension FileName {
    /// What a number and `.reason` add at most.
    private static let room = 1 + 16 + reason.count

    /// The name with a number before its `.json`, or at its end. Only for names that are `shortened` or a card's.
    func numbered(_ number: String) -> FileName {
        let number = [UInt8(ascii: ".")] + Array(number.utf8)
        return hasSuffix(Self.json)
            ? FileName(bytes.dropLast(Self.json.count) + number, ending: Self.json) : FileName(bytes, ending: number)
    }

    /// The name itself, or when a number and `.reason` would not fit: its beginning, and a hash of all of it.
    fileprivate var shortened: FileName {
        guard bytes.count > Self.limit - Self.room else { return self }
        let hash = Array(("~" + Hash256(of: bytes).hex.prefix(16)).utf8)
        return FileName(bytes.prefix(Self.limit - Self.room - hash.count), ending: hash)
    }
}
