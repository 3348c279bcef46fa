import Glibc
import HandoffCards
import StrictJSON

/// `keys/`: the operator's private key and the public keys of everybody whose decisions count.
///
/// The folder is 0700 and the private key 0600, both the reader's own; anything else is refused, because a key that others
/// could read or replace signs nothing that anybody should believe.
package struct KeyFolder: Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    package var privateKeyPath: String { path + "/operator.jwk" }
    package var trustedPath: String { path + "/trusted" }

    package var hasPrivateKey: Bool { access(privateKeyPath, F_OK) == 0 }

    /// Makes the folder and a new key, and trusts it. An existing key is never replaced.
    package func create(operatorName: String) throws(KeyError) -> OperatorKey {
        guard CardID(operatorName) != nil, operatorName != DecisionToken.gateItself else {
            throw .badOperatorName(operatorName)
        }
        for folder in [path, trustedPath] where mkdir(folder, 0o700) != 0 && errno != EEXIST {
            throw .io(path: folder, code: errno)
        }
        try checkFolder()
        let key = OperatorKey(operatorName: operatorName)
        try write(key.privateDocument.document, to: privateKeyPath, mode: 0o600)
        let web = JSONWebKey(publicKey: key.publicKey, seed: nil, operator: operatorName)
        try write(web.document, to: trustedPath + "/" + operatorName + ".jwk", mode: 0o644)
        return key
    }

    package func operatorKey() throws(KeyError) -> OperatorKey {
        try checkFolder()
        let web = try read(privateKeyPath, isPrivate: true)
        guard let key = OperatorKey(web) else { throw .notAKey(path: privateKeyPath, reason: "it has no private part") }
        return key
    }

    /// In no order.
    package func trustedKeys() throws(KeyError) -> [TrustedKey] {
        try checkFolder()
        return try trustedFiles().map(\.key)
    }

    /// In no order, whoever may read and write them.
    package func trustedFiles() throws(KeyError) -> [TrustedKeyFile] {
        guard let folder = opendir(trustedPath) else { throw .io(path: trustedPath, code: errno) }
        defer { closedir(folder) }
        var files: [TrustedKeyFile] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasSuffix(".jwk"), !name.hasPrefix(".") else { continue }
            files.append(TrustedKeyFile(name: name, try read(trustedPath + "/" + name, isPrivate: false)))
        }
        return files
    }

    private func checkFolder() throws(KeyError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw .io(path: path, code: errno) }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw .notAKey(path: path, reason: "it is no directory") }
        try check(status, path: path, expected: 0o700)
    }

    private func check(_ status: stat, path: String, expected: mode_t) throws(KeyError) {
        guard status.st_uid == geteuid() else { throw .foreignOwner(path: path, owner: status.st_uid) }
        guard status.st_mode & 0o077 == 0 else {
            throw .openToOthers(path: path, mode: status.st_mode & 0o7777, expected: expected)
        }
    }

    private func read(_ file: String, isPrivate: Bool) throws(KeyError) -> JSONWebKey {
        let descriptor = open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw .io(path: file, code: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .io(path: file, code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAKey(path: file, reason: "it is no regular file") }
        if isPrivate { try check(status, path: file, expected: 0o600) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw .io(path: file, code: errno) }
        do {
            return try JSONWebKey(parsing: Array(bytes[..<count]))
        } catch { throw .notAKey(path: file, reason: error.description) }
    }

    private func write(_ document: JSONValue, to file: String, mode: mode_t) throws(KeyError) {
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard descriptor >= 0 else {
            throw errno == EEXIST ? .alreadyThere(path: file) : .io(path: file, code: errno)
        }
        defer { close(descriptor) }
        let bytes = document.prettyBytes() + [UInt8(ascii: "\n")]
        // Whole or not at all: a key cut short would lock its operator out.
        guard fchmod(descriptor, mode) == 0, Glibc.write(descriptor, bytes, bytes.count) == bytes.count,
            fsync(descriptor) == 0
        else {
            let code = errno
            unlink(file)
            throw .io(path: file, code: code)
        }
    }
}

package enum KeyError: Error, Equatable, Sendable {
    case alreadyThere(path: String)
    case openToOthers(path: String, mode: mode_t, expected: mode_t)
    case foreignOwner(path: String, owner: uid_t)
    case notAKey(path: String, reason: String)
    /// An operator's name is also a file name.
    case badOperatorName(String)
    case io(path: String, code: Int32)
}
