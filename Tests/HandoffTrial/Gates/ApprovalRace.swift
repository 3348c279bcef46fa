import Glibc
import HandoffCards
import HandoffGate
import TestSupport

/// Many processes that want to use the same approval, and begin at the same moment.
struct ApprovalRace {
    let folder: String
    let processes: Int

    /// They start anew after so many: what is refused fills the log.
    private static let roundsPerHome = 20

    /// - Returns: in how many rounds it was not exactly one that carried the action out.
    func run(_ rounds: Int) throws -> Int {
        var (done, broken, number) = (0, 0, 0)
        while done < rounds {
            number += 1
            let count = min(Self.roundsPerHome, rounds - done)
            broken += try run(count, in: TrialHome(folder: "\(folder)/race-\(number)"))
            done += count
        }
        return broken
    }

    private func run(_ rounds: Int, in home: TrialHome) throws -> Int {
        mkdir(home.folder, 0o700)
        let gate = try home.gate(isActing: false)
        try gate.open(now: .now)
        let children = try (0..<processes).map { _ in try Child(["take", home.folder]) }
        defer { for child in children { child.kill() } }
        for child in children { guard child.line() == "ready" else { throw TrialError("one of them has no gate") } }
        let start = open(home.startingLine, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        defer { close(start) }
        var broken = 0
        for _ in 0..<rounds {
            let id = CardID.unique(now: .now)
            try gate.store.submit(TrialHome.card(id).document.bytes(), as: id)
            try gate.admitAll(now: { .now })
            guard let record = try gate.index.record(of: id) else { throw TrialError("it was not admitted") }
            _ = try gate.decide(DecisionRequest(card: id, digest: record.digest, press: .approve), now: .now)
            flock(start, LOCK_EX)
            for child in children { child.tell(id.text) }
            // All have read the line when this one has answered.
            for child in children { guard child.line() == "set" else { throw TrialError("one of them is gone") } }
            flock(start, LOCK_UN)
            let answers = children.map { $0.line() }
            guard answers.allSatisfy({ $0 == "won" || $0 == "lost" }) else { throw TrialError("\(answers)") }
            let effects = try home.effects()[id]
            if answers.count(where: { $0 == "won" }) != 1 || effects != 1 { broken += 1 }
        }
        Files.removeTree(home.folder)
        return broken
    }
}

extension TrialHome {
    var startingLine: String { folder + "/start" }

    /// What each of them does.
    func takeWhatIsNamed() throws {
        let gate = try gate(isActing: false)
        let start = open(startingLine, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        func say(_ word: String) {
            print(word)
            fflush(nil)
        }
        say("ready")
        while let line = readLine() {
            guard let id = CardID(line) else { throw TrialError("\(line) is no card") }
            say("set")
            flock(start, LOCK_SH)
            flock(start, LOCK_UN)
            do {
                let release = try gate.release(id, by: "trial", now: .now)
                try act(id)
                try gate.finish([(release, Self.done)], now: .now)
                say("won")
            } catch GateError.notReleased(_, .running) {
                say("lost")
            } catch GateError.notReleased(_, .used) {
                say("lost")
            }
        }
    }
}
