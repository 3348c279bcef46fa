import Glibc
import HandoffCards

extension DirectoryQueue {
    package func quarantine(_ entry: NewEntry, reason: String) throws(QueueError) {
        try quarantine(entry.name, in: folders.new, reason: reason)
    }

    package func quarantineOutcome(_ entry: OutcomeEntry, reason: String) throws(QueueError) {
        try quarantine(entry.file, in: folders.outcomes, reason: reason)
    }

    package func listBad() throws(QueueError) -> [BadEntry] {
        var names: [FileName] = []
        try folders.bad.forEachName { name in
            if let name = FileName(name), !name.hasSuffix(FileName.reason) { names.append(name) }
        }
        var entries: [BadEntry] = []
        for name in names {
            let reasonName = BadName.reason(of: name)
            guard let time = folders.bad.status(of: reasonName)?.st_mtim ?? folders.bad.status(of: name)?.st_ctim else {
                continue
            }
            var text: String?
            if let reason = try? folders.bad.read(reasonName, limit: QueueLimit.reason).bytes {
                text = String(
                    decoding: reason.last == UInt8(ascii: "\n") ? reason.dropLast() : reason[...], as: UTF8.self)
            }
            entries.append(BadEntry(name: name, reason: text, time: Timestamp(time)))
        }
        return entries.sorted { ($0.time, $0.name.description) < ($1.time, $1.name.description) }
    }

    private func quarantine(_ name: FileName, in folder: Folder, reason: String) throws(QueueError) {
        var attempt = 1
        while true {
            let target = BadName(name, attempt: attempt)
            attempt += 1
            // The reason goes first, so that nothing stands in quarantine without one. It is not synced: it explains, and the audit
            // log explains too.
            let text = Array((reason + "\n").utf8)
            guard folders.bad.status(of: target.file) == nil,
                try folders.deliver(text, to: folders.bad, as: target.reason, .none)
            else { continue }
            let problem = try folder.move(name, to: folders.bad, as: target.file)
            if problem == 0 { return }
            _ = folders.bad.remove(target.reason)
            if problem == ENOENT { throw .vanished(path: folder.path(of: name)) }
            guard problem == EEXIST else {
                throw .io(operation: "move to quarantine", path: folder.path(of: name), errno: problem)
            }
        }
    }
}
