import Glibc
import HandoffGate
import TestSupport
import Testing

@Suite struct KeyFolderTests {
    /// A folder for keys, removed with whatever it holds.
    final class Place {
        private let own: TemporaryFolder
        var root: String { own.path }
        let folder: KeyFolder

        init() throws {
            own = try TemporaryFolder()
            folder = KeyFolder(path: own.path + "/keys")
        }
    }

    @Test func aNewKeyIsKeptForItsOwnerAlone() throws {
        let place = try Place()
        let key = try place.folder.create(operatorName: "ana")
        #expect(Self.mode(place.folder.path) == 0o700)
        #expect(Self.mode(place.folder.privateKeyPath(of: "ana")) == 0o600)
        let read = try place.folder.operatorKey()
        #expect(read.keyID == key.keyID)
        #expect(read.operatorName == "ana")
        #expect(try place.folder.trustedKeys() == [TrustedKey(key)])
    }

    @Test func anExistingKeyIsNeverReplaced() throws {
        let place = try Place()
        let key = try place.folder.create(operatorName: "ana")
        #expect(throws: KeyError.alreadyThere(path: place.folder.privateKeyPath(of: "ana"))) {
            _ = try place.folder.create(operatorName: "ana")
        }
        #expect(try place.folder.operatorKey().keyID == key.keyID)
    }

    @Test(arguments: [mode_t(0o640), 0o604, 0o660, 0o644, 0o610])
    func aKeyThatOthersCouldReadOrReplaceIsRefused(mode: mode_t) throws {
        let place = try Place()
        _ = try place.folder.create(operatorName: "ana")
        chmod(place.folder.privateKeyPath(of: "ana"), mode)
        #expect(
            throws: KeyError.openToOthers(path: place.folder.privateKeyPath(of: "ana"), mode: mode, expected: 0o600)
        ) {
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
        let other = place.folder.path + "/other"
        rename(place.folder.privateKeyPath(of: "ana"), other)
        symlink(other, place.folder.privateKeyPath(of: "ana"))
        #expect(throws: KeyError.io(path: place.folder.privateKeyPath(of: "ana"), code: ELOOP)) {
            _ = try place.folder.operatorKey()
        }
    }

    @Test func operatorsHaveKeysOfTheirOwn() throws {
        let place = try Place()
        let (ben, ana) = try (place.folder.create(operatorName: "ben"), place.folder.create(operatorName: "ana"))
        #expect(try place.folder.operators() == ["ana", "ben"])
        #expect(try place.folder.operatorKey(named: "ben").keyID == ben.keyID)
        #expect(try Set(place.folder.trustedKeys().map(\.operatorName)) == ["ana", "ben"])
        #expect(throws: KeyError.severalOperators(["ana", "ben"])) { _ = try place.folder.operatorKey() }
        #expect(throws: KeyError.io(path: place.folder.privateKeyPath(of: "eve"), code: ENOENT)) {
            _ = try place.folder.operatorKey(named: "eve")
        }
        #expect(try place.folder.gateKey(preferring: nil).keyID == ana.keyID)
        #expect(try place.folder.gateKey(preferring: "ben").keyID == ben.keyID)
    }

    @Test func aKeyUnderAnotherOperatorsNameIsRefused() throws {
        let place = try Place()
        _ = try place.folder.create(operatorName: "ana")
        rename(place.folder.privateKeyPath(of: "ana"), place.folder.privateKeyPath(of: "ben"))
        let path = place.folder.privateKeyPath(of: "ben")
        #expect(throws: KeyError.notAKey(path: path, reason: "it is the one of ana")) {
            _ = try place.folder.operatorKey(named: "ben")
        }
    }

    @Test(arguments: ["../ana", "handoff", ""])
    func aNameThatLeadsElsewhereOpensNothing(name: String) throws {
        let place = try Place()
        _ = try place.folder.create(operatorName: "ana")
        #expect(throws: KeyError.badOperatorName(name)) { _ = try place.folder.operatorKey(named: name) }
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
