import Glibc
import HandoffCards

/// The store in a directory, on one machine. Agents in any language can use it with `rename(2)` alone.
///
/// ```
/// tmp/        half-written files              decisions/ID.json  what was decided
/// new/ID.json cards that wait                 outcomes/ID.json   what agents did, then ID.2.json …
/// done/       cards that need no decision     bad/               quarantine
/// ```
package struct DirectoryQueue: QueueStore {
    let folders: QueueFolders
    private let owners: Set<UInt32>?

    /// - Parameters:
    ///   - root: the queue's own directory, which holds `new` and the others.
    ///   - create: make what is missing of it, for this user alone (mode 0700).
    ///   - allowedOwners: the users whose files are read as cards and outcomes, by number; nil for whoever may write to `new`: everybody
    ///     where its mode lets others in, else its owner and root.
    package init(root: String, create: Bool, allowedOwners: Set<UInt32>? = nil) throws(QueueError) {
        folders = try QueueFolders(root: root, create: create)
        owners = allowedOwners ?? Self.writers(of: folders.new)
    }

    /// Nil for a folder that others may write to, and for one that cannot be looked at: reading from it says why.
    private static func writers(of folder: Folder) -> Set<UInt32>? {
        var status = stat()
        guard let descriptor = try? folder.descriptor(), fstat(descriptor, &status) == 0 else { return nil }
        return status.st_mode & 0o022 == 0 ? [status.st_uid, 0] : nil
    }

    package func submit(_ document: [UInt8], as id: CardID) throws(QueueError) {
        let name = FileName(card: id)
        guard document.count <= QueueLimit.card else {
            throw .tooLarge(size: document.count, limit: QueueLimit.card, path: folders.new.path(of: name))
        }
        // The rename alone decides between two who hand in one ID; these looks catch an ID that has left `new`.
        guard !isNew(id), folders.done.status(of: name) == nil, folders.decisions.status(of: name) == nil,
            try folders.deliver(document, to: folders.new, as: name, .contentsAndName)
        else { throw .alreadyExists(id) }
    }

    package func listNew() throws(QueueError) -> [NewEntry] {
        var entries: [NewEntry] = []
        try folders.new.forEachName { name in
            if let entry = NewEntry(bytes: name) { entries.append(entry) }
        }
        return entries
    }

    package func isNew(_ id: CardID) -> Bool { folders.new.status(of: FileName(card: id)) != nil }

    package func owner(of entry: NewEntry) -> UInt32? { folders.new.status(of: entry.name)?.st_uid }

    package func read(_ entry: NewEntry) throws(QueueError) -> Submission {
        try folders.new.read(entry.name, limit: QueueLimit.card, owners: owners)
    }

    package func publish(_ decision: [UInt8], for id: CardID) throws(QueueError) {
        // Not synced: the decision stands in the audit log, and a file that a power cut took or emptied is written again from there. A sync
        // of a new file would be most of the time that an agent waits.
        _ = try folders.deliver(decision, to: folders.decisions, as: FileName(card: id), replacing: true, .none)
    }

    package func decision(for id: CardID) throws(QueueError) -> [UInt8]? {
        do {
            return try folders.decisions.read(FileName(card: id), limit: QueueLimit.decision).bytes
        } catch .vanished {
            try folders.decisions.checkNotRemoved()
            return nil
        }
    }

    /// Takes a card back that this user handed in. Harmless when it is gone.
    package func withdraw(_ id: CardID) throws(QueueError) {
        let name = FileName(card: id)
        let problem = folders.new.remove(name)
        if problem != 0, problem != ENOENT {
            throw .io(operation: "remove", path: folders.new.path(of: name), errno: problem)
        }
    }

    package func retire(_ id: CardID) throws(QueueError) {
        let name = FileName(card: id)
        let problem = try folders.new.move(name, to: folders.done, as: name)
        switch problem {
        case 0, ENOENT: return
        case EEXIST:
            // Somebody put a card with a retired ID into `new`, past `submit`. Both are kept.
            do {
                try quarantine(.card(id), reason: "a card with this ID was retired before")
            } catch .vanished {}
        default: throw .io(operation: "move to done", path: folders.new.path(of: name), errno: problem)
        }
    }

    package func reportOutcome(_ outcome: [UInt8], for id: CardID) throws(QueueError) {
        guard outcome.count <= QueueLimit.outcome else {
            let path = folders.outcomes.path(of: FileName(card: id))
            throw .tooLarge(size: outcome.count, limit: QueueLimit.outcome, path: path)
        }
        var ordinal = 1
        while true {
            let entry = OutcomeEntry(of: id, ordinal: ordinal)
            let isFree = folders.outcomes.status(of: entry.file) == nil
            if isFree, try folders.deliver(outcome, to: folders.outcomes, as: entry.file, .contentsAndName) { return }
            ordinal += 1
        }
    }

    package func listOutcomes() throws(QueueError) -> [OutcomeEntry] {
        var entries: [OutcomeEntry] = []
        try folders.outcomes.forEachName { name in
            if let file = FileName(name), let entry = OutcomeEntry(file) { entries.append(entry) }
        }
        return entries
    }

    package func readOutcome(_ entry: OutcomeEntry) throws(QueueError) -> Submission {
        guard entry.isWellNamed else { throw .badName(path: folders.outcomes.path(of: entry.file)) }
        return try folders.outcomes.read(entry.file, limit: QueueLimit.outcome, owners: owners)
    }

    package func watch(_ places: Set<QueuePlace>) throws(QueueError) -> any QueueWatch {
        try DirectoryWatch(folders, places)
    }

    /// Removes what was left half-written in `tmp` more than 36 hours ago, by the later of its times. Directories stay.
    package func cleanTemporary(now: Timestamp) throws(QueueError) {
        let oldest = now.adding(seconds: -36 * 3600)
        var names: [FileName] = []
        try folders.tmp.forEachName { if let name = FileName($0) { names.append(name) } }
        for name in names {
            guard let status = folders.tmp.status(of: name), FileKind(mode: status.st_mode) != .directory,
                max(Timestamp(status.st_mtim), Timestamp(status.st_ctim)) < oldest
            else { continue }
            let problem = folders.tmp.remove(name)
            guard problem == 0 || problem == ENOENT else {
                throw .io(operation: "remove", path: folders.tmp.path(of: name), errno: problem)
            }
        }
    }
}
