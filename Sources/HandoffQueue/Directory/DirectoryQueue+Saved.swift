import Glibc
import HandoffCards

/// State that an agent put beside its card to resume from.
package struct SavedState: Equatable, Sendable {
    package let path: String
    package let bytes: [UInt8]
}

extension DirectoryQueue {
    /// Reads `saved/ID/NAME` as carefully as a card. Neither the folder nor the file may be a link.
    ///
    /// - Parameters:
    ///   - name: a plain file name.
    ///   - owners: the users who may own folder and file, by number.
    ///   - limit: in bytes.
    package func savedState(
        _ name: String, for id: CardID, owners: Set<UInt32>, limit: Int
    ) throws(QueueError) -> SavedState {
        let path = folders.root.path + "/saved/" + id.text
        guard let file = FileName(name.utf8) else { throw .badName(path: path) }
        let saved = Folder(
            path: folders.root.path + "/saved", flags: O_NOFOLLOW, in: try folders.root.descriptor(), named: "saved")
        let folder = Folder(path: path, flags: O_NOFOLLOW, in: try saved.descriptor(), named: id.text)
        var status = stat()
        guard fstat(try folder.descriptor(), &status) == 0 else {
            throw .io(operation: "look at", path: path, errno: errno)
        }
        guard owners.contains(status.st_uid) else { throw .ownerNotAllowed(user: status.st_uid, path: path) }
        return SavedState(
            path: folder.path(of: file), bytes: try folder.read(file, limit: limit, owners: owners).bytes)
    }

    /// A card that needed no decision any more, as its file says; nil when it is not kept.
    package func retired(_ id: CardID) throws(QueueError) -> Submission? {
        do { return try folders.done.read(FileName(card: id), limit: QueueLimit.card) } catch .vanished { return nil }
    }
}
