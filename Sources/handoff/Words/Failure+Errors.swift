import Glibc
import HandoffAudit
import HandoffCards
import HandoffGate
import HandoffIndex
import HandoffQueue
import StrictJSON
import StrictYAML

extension Failure {
    /// The one place where errors become words and an exit status.
    init(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as GateError: self.init(gate: error)
        case let error as KeyError: self.init(key: error)
        case let error as HomeError: self.init(home: error)
        case let error as QueueError: self.init(queue: error)
        case let error as AuditError: self.init(audit: error)
        case let error as RunMarkError: self.init(io: error.path, code: error.code)
        case let error as InputError: self.init(input: error)
        case let error as IndexError:
            self.init(
                .cannotWrite, "the index \(error.path) cannot be used: \(error.reason)",
                advice: error.isFull
                    ? "Free some space on that file system and try again."
                    : "It can be deleted: it is made anew from the audit log.")
        case let error as YAMLProblem: self.init(.badInput, error.description)
        case let error as ThemeNotFound: self.init(theme: error)
        case let error as CardError: self.init(.badInput, error.description)
        case let error as JSONError: self.init(.badInput, error.description)
        case let error as JSONShapeError: self.init(.badInput, error.description)
        case OutputError.readerLeft: self.init(.readerLeft, "the reader of standard output has left")
        case OutputError.failed(let code):
            self.init(.cannotWrite, "standard output cannot be written: " + Self.words(code))
        default:
            self.init(.ourFault, "something went wrong that should not: \(error)", advice: "Please report this.")
        }
    }

    private init(gate error: GateError) {
        switch error {
        case .unknownCard(let id):
            self.init(.badInput, "no card \(id) is known", advice: "See which ones wait: handoff list")
        case .changed(let id):
            self.init(
                .notPermitted, "the card \(id) is not the one that was shown", advice: "Look again: handoff show \(id)")
        case .alreadyEnded(let id, let kind):
            self.init(
                .notPermitted, "the card \(id) is \(kind.rawValue) already", advice: "See by whom: handoff show \(id)")
        case .expired(let id, let time):
            self.init(
                .notPermitted, "the card \(id) expired at \(time)", advice: "Its agent has to propose the action again."
            )
        case .confirmationNeeded(let id, let confirmation): self.init(confirmation, of: id)
        case .secondOperatorNeeded(let id, let first):
            self.init(
                .notPermitted, "\(id) needs two operators, and \(first) has approved it already",
                advice: "Another operator decides with a key of their own.")
        case .forbidden(let id, let why):
            self.init(
                .notPermitted, "the policy forbids what would be approved of \(id): \(why)",
                advice: "It can be declined.")
        case .policyUnusable(let id, let reason):
            self.init(
                .notPermitted, "\(id) is not approved while the policy cannot be used: \(reason)",
                advice: "See all that is wrong with it: handoff policy check. The card can be declined meanwhile.")
        case .notReleased(let id, let error): self.init(release: error, of: id)
        case .emptyAnswer(let id):
            self.init(.usage, "an answer needs words", advice: "Give them: handoff decide \(id) answer --reason TEXT")
        case .decidesNothing(let id):
            self.init(.usage, "that button only shows more and decides nothing", advice: "See all: handoff show \(id)")
        case .press(let id, let error): self.init(press: error, on: id)
        case .undelivered(let id, let kind, let reason):
            self.init(
                .cannotWrite, "\(id) is recorded as \(kind.rawValue), but its agent could not be told: \(reason)",
                advice: "It is told as soon as that is mended and a console runs, or: handoff list")
        case .logDoesNotFit(let reason):
            self.init(
                .badInput,
                "the audit log is not the one that was followed before, and nothing is decided on it. \(reason)",
                advice: "Compare it with a copy. If it is right all the same, delete index.sqlite in the handoff home.")
        case .authorization(let error): self.init(authorization: error)
        case .trust(let error): self.init(trust: error)
        case .indexDoesNotFit(let id):
            self.init(
                .ourFault, "the index points at another line than the one of card \(id)",
                advice: "Delete index.sqlite in the handoff home: it is made anew from the audit log.")
        }
    }

    private init(_ confirmation: Confirmation, of id: CardID) {
        let look = "Look at it first (handoff show \(id)), then "
        switch confirmation {
        case .typed(_, let what):
            self.init(
                .notPermitted, "approving \(id) is critical: it takes its \(what), typed as it stands in the card",
                advice: look + "add: --confirm '…' with the \(what)")
        case .none, .yes:
            self.init(.notPermitted, "approving \(id) takes a confirmation", advice: look + "add: --confirm yes")
        }
    }

    private init(press error: PressError, on id: CardID) {
        switch error {
        case .noSuchButton(let button, let has):
            self.init(
                .badInput, "the card \(id) has no button \(button)",
                advice: "It has: \(has.joined(separator: ", ")). On any card: approve, decline, answer, skip")
        case .noSuchOption(let option):
            self.init(.badInput, "the card \(id) has no option \(option)", advice: "See which: handoff show \(id)")
        case .wordsSettleNothing(let has):
            self.init(
                .badInput, "\(id) is the gate's own question, which words alone do not settle",
                advice: "It takes one of: \(has.joined(separator: ", "))")
        case .nothingToApprove:
            self.init(
                .badInput, "the card \(id) has nothing to approve", advice: "It can be declined, answered or skipped.")
        case .notEditable(let pointer):
            self.init(
                .notPermitted, "the edit of \(id) differs at \(pointer), which its card does not list in editable",
                advice: "Change only what is listed, or decline with a reason.")
        }
    }

    private init(key error: KeyError) {
        switch error {
        case .alreadyThere(let path):
            self.init(.cannotWrite, "\(path) is there already", advice: "A key is never replaced; move it away first.")
        case .openToOthers(let path, let mode, let expected):
            self.init(
                .notPermitted, "\(path) is open to others (mode \(Self.octal(mode))), so its key proves nothing",
                advice: "If nobody else can have used it: chmod \(Self.octal(expected)) \(path)")
        case .foreignOwner(let path, let owner):
            self.init(
                .notPermitted, "\(path) belongs to the user with the number \(owner)",
                advice: "Decisions are made by the operator whose home this is.")
        case .notAKey(let path, let reason): self.init(.badInput, "\(path) is not a key: \(reason)")
        case .badOperatorName(let name):
            self.init(
                .usage, "\(name) cannot be an operator's name",
                advice: "Use 1 to 96 of A-Z a-z 0-9 . _ - : handoff init --operator NAME")
        case .severalOperators(let names):
            self.init(
                .usage, "there are keys of \(names.joined(separator: ", ")), and nothing says whose decides",
                advice: "Say who you are: --operator NAME, or HANDOFF_OPERATOR=NAME for all that this shell starts.")
        case .io(let path, ENOENT):
            self.init(.notPermitted, "there is no key at \(path)", advice: "Make one with: handoff init")
        case .io(let path, let code): self.init(io: path, code: code)
        }
    }

    private init(home error: HomeError) {
        switch error {
        case .noPlace(let variable):
            self.init(
                .usage, "neither \(variable) nor HOME says where to go", advice: "Set \(variable), or give --home DIR.")
        case .notInitialised(let path):
            self.init(.badInput, "no handoff home at \(path)", advice: "Make one with: handoff init")
        }
    }

    private init(queue error: QueueError) {
        switch error {
        case .ownerNotAllowed, .unreadable: self.init(.notPermitted, error.description)
        case .io(_, _, let code): self.init(Self.status(of: code), error.description)
        case .noDirectory, .tooManyWatches: self.init(.cannotWrite, error.description)
        case .alreadyExists, .notRegular, .tooLarge, .badName, .vanished, .changedWhileRead:
            self.init(.badInput, error.description)
        }
    }

    private init(audit error: AuditError) {
        switch error {
        case .disk(let error):
            self.init(
                Self.status(of: error.code), "the audit log cannot be used: \(error)",
                advice: Self.isFull(error.code)
                    ? "Free some space there and try again; nothing was decided." : Self.advice(error.code))
        case .broken, .truncated, .replaced:
            self.init(.badInput, Self.clause(error), advice: "See what still holds: handoff audit verify")
        case .unwritable: self.init(.badInput, Self.clause(error))
        case .closed: self.init(.cannotWrite, Self.clause(error), advice: "See what is wrong: handoff doctor")
        }
    }

    /// The error's sentence without its full stop.
    private static func clause(_ error: AuditError) -> String {
        error.description.hasSuffix(".") ? String(error.description.dropLast()) : error.description
    }

    private init(input error: InputError) {
        switch error {
        case .missing(let path): self.init(.badInput, "there is no file \(path)")
        case .unreadable(let path, let code): self.init(.badInput, "\(path) cannot be read: " + Self.words(code))
        case .tooLarge(let path, let limit):
            self.init(.badInput, "\(path) has more than the \(limit) bytes that are allowed")
        }
    }

    private init(theme error: ThemeNotFound) {
        let known =
            error.has.isEmpty
            ? "No theme was found in " + error.folders.joined(separator: ", ")
            : "There are: " + error.has.joined(separator: ", ")
        self.init(.badInput, "there is no theme \(error.name)", advice: known)
    }

    init(io path: String, code: Int32) {
        self.init(Self.status(of: code), "\(path): " + Self.words(code), advice: Self.advice(code))
    }

    private static func status(of code: Int32) -> ProcessStatus {
        code == EACCES || code == EPERM ? .notPermitted : .cannotWrite
    }

    private static func advice(_ code: Int32) -> String? {
        switch code {
        case _ where isFull(code): "Free some space there and try again."
        case EACCES, EPERM: "See whose it is and who may use it: handoff doctor"
        case EROFS: "The file system is mounted read-only."
        case EIO: "The disk may be failing; see dmesg."
        case EFBIG: "A limit on file sizes is in force (ulimit -f)."
        default: nil
        }
    }

    private static func isFull(_ code: Int32) -> Bool { code == ENOSPC || code == EDQUOT }

    static func words(_ code: Int32) -> String { String(cString: strerror(code)) }

    static func octal(_ mode: mode_t) -> String { "0" + String(mode, radix: 8) }
}
