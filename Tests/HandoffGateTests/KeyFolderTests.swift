import Glibc
import HandoffGate
import Testing

@Suite struct KeyFolderTests {
    /// A folder for keys, removed with whatever it holds.
    final class Place {
        let root: String
        let folder: KeyFolder

        init() throws {
            var template = Array("/tmp/handoff-keys-XXXXXX".utf8CString)
            root = try #require(mkdtemp(&template).map { String(cString: $0) })
            folder = KeyFolder(path: root + "/keys")
        }

        deinit {
            for file in ["operator.jwk", "trusted/ana.jwk", "other.jwk"] { unlink(folder.path + "/" + file) }
            for folder in ["/keys/trusted", "/keys", ""] { rmdir(root + folder) }
        }
    }

    @Test func aNewKeyIsKeptForItsOwnerAlone() throws {
        let place = try Place()
        let key = try place.folder.create(operatorName: "ana")
        #expect(Self.mode(place.folder.path) == 0o700)
        #expect(Self.mode(place.folder.privateKeyPath) == 0o600)
        let read = try place.folder.operatorKey()
        #expect(read.keyID == key.keyID)
        #expect(read.operatorName == "ana")
        #expect(try place.folder.trustedKeys() == [TrustedKey(key)])
    }

    @Test func anExistingKeyIsNeverReplaced() throws {
        let place = try Place()
        let key = try place.folder.create(operatorName: "ana")
        #expect(throws: KeyError.alreadyThere(path: place.folder.privateKeyPath)) {
            _ = try place.folder.create(operatorName: "ana")
        }
        #expect(try place.folder.operatorKey().keyID == key.keyID)
    }

    @Test(arguments: [mode_t(0o640), 0o604, 0o660, 0o644, 0o610])
    func aKeyThatOthersCouldReadOrReplaceIsRefused(mode: mode_t) throws {
        let place = try Place()
        _ = try place.folder.create(operatorName: "ana")
        chmod(place.folder.privateKeyPath, mode)
        #expect(throws: KeyError.openToOthers(path: place.folder.privateKeyPath, mode: mode, expected: 0o600)) {
            _ = try place.folder.operatorKey()
        }
    }

    @Test(arguments: [mode_t(0o750), 0o755, 0o701, 0o777])
    func aFolderThatOthersCouldEnterIsRefused(mode: mode_t) throws {
        let place = try Place()
        _ = try place.folder.create(operatorName: "ana")
        chmod(place.folder.path, mode)
        #expect(throws: KeyError.openToOthers(path: place.folder.path, mode: mode, expected: 0o700)) {
            _ = try place.folder.operatorKey()
        }
    }

    @Test func aLinkToAKeyIsRefused() throws {
        let place = try Place()
        _ = try place.folder.create(operatorName: "ana")
        let other = place.folder.path + "/other.jwk"
        rename(place.folder.privateKeyPath, other)
        symlink(other, place.folder.privateKeyPath)
        #expect(throws: KeyError.io(path: place.folder.privateKeyPath, code: ELOOP)) {
            _ = try place.folder.operatorKey()
        }
    }

    @Test(arguments: ["", "../ana", "a/b", ".ana", "handoff"])
    func namesThatAreNoFileNamesAreRefused(name: String) throws {
        let place = try Place()
        #expect(throws: KeyError.badOperatorName(name)) { _ = try place.folder.create(operatorName: name) }
    }

    static func mode(_ path: String) -> mode_t {
        var status = stat()
        lstat(path, &status)
        return status.st_mode & 0o7777
    }
}
