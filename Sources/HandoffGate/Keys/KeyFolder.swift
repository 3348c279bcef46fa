import Glibc
import HandoffCards
import StrictJSON

/// `keys/`: a private key for each operator, and the public keys of everybody whose decisions count.
///
/// The folder is 0700 and private keys are 0600, all the reader's own; anything else is refused, because a key that others
/// could read or replace signs nothing that anybody should believe. Several keys here belong to one Unix user: they tell operators
/// apart, and keep none of them from using another's.
package struct KeyFolder: Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    package var trustedPath: String { path + "/trusted" }

    package func privateKeyPath(of operatorName: String) -> String { path + "/" + operatorName + Self.ending }

    private func trustedKeyPath(of operatorName: String) -> String { trustedPath + "/" + operatorName + Self.ending }

    private static let ending = ".jwk"

    /// Who has a private key here, sorted.
    package func operators() throws(KeyError) -> [String] {
        try checkFolder()
        return try names(in: path).map { String($0.dropLast(Self.ending.count)) }.sorted()
    }

    /// Makes the folder, if it is missing, and a new key, and trusts it. An existing key is never replaced.
    package func create(operatorName: String) throws(KeyError) -> OperatorKey {
        try Self.check(operatorName)
        for folder in [path, trustedPath] where mkdir(folder, 0o700) != 0 && errno != EEXIST {
            throw .io(path: folder, code: errno)
        }
        try checkFolder()
        let (secret, trusted) = (privateKeyPath(of: operatorName), trustedKeyPath(of: operatorName))
        for file in [secret, trusted] where access(file, F_OK) == 0 { throw .alreadyThere(path: file) }
        let key = OperatorKey(operatorName: operatorName)
        try write(key.privateDocument.document, to: secret, mode: 0o600)
        let web = JSONWebKey(publicKey: key.publicKey, seed: nil, operator: operatorName)
        try write(web.document, to: trusted, mode: 0o644)
        return key
    }

    /// The key that an operator decides with.
    ///
    /// - Parameter name: nil for the only one that there is; `KeyError.severalOperators` where there are more.
    package func operatorKey(named name: String? = nil) throws(KeyError) -> OperatorKey {
        let found: String
        if let name { found = name } else { found = try onlyOperator() }
        try checkFolder()
        try Self.check(found)
        let file = privateKeyPath(of: found)
        let web = try read(file, isPrivate: true)
        guard web.operator == found else { throw .notAKey(path: file, reason: "it is the one of \(web.operator)") }
        guard let key = OperatorKey(web) else { throw .notAKey(path: file, reason: "it has no private part") }
        return key
    }

    /// A key for what the gate says itself, where no operator's decision is signed: the one asked for, or the first by name.
    package func gateKey(preferring name: String?) throws(KeyError) -> OperatorKey {
        guard name == nil, let first = try operators().first else { return try operatorKey(named: name) }
        return try operatorKey(named: first)
    }

    private func onlyOperator() throws(KeyError) -> String {
        let operators = try operators()
        guard operators.count < 2 else { throw .severalOperators(operators) }
        guard let only = operators.first else { throw .io(path: path, code: ENOENT) }
        return only
    }

    private static func check(_ operatorName: String) throws(KeyError) {
        guard CardID(operatorName) != nil, operatorName != DecisionToken.gateItself else {
            throw .badOperatorName(operatorName)
        }
    }

    /// In no order.
    package func trustedKeys() throws(KeyError) -> [TrustedKey] {
        try checkFolder()
        return try trustedFiles().map(\.key)
    }

    /// In no order, whoever may read and write them.
    package func trustedFiles() throws(KeyError) -> [TrustedKeyFile] {
        var files: [TrustedKeyFile] = []
        for name in try names(in: trustedPath) {
            files.append(TrustedKeyFile(name: name, try read(trustedPath + "/" + name, isPrivate: false)))
        }
        return files
    }

    /// Of key files, in no order.
    private func names(in path: String) throws(KeyError) -> [String] {
        guard let folder = opendir(path) else { throw .io(path: path, code: errno) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(Self.ending), !name.hasPrefix(".") { names.append(name) }
        }
        return names
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
    /// Somebody has to say which of them decides.
    case severalOperators([String])
    case io(path: String, code: Int32)
}
