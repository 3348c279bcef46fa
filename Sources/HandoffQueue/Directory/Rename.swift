import Glibc

/// Lets two names change places, so that neither is free at any moment. Returns 0 or what `errno` says: EINVAL or ENOSYS where file system or
/// kernel cannot do it.
package func exchangeNames(_ path: String, _ other: String) -> Int32 {
    guard let renameat2 else { return ENOSYS }
    return renameat2(AT_FDCWD, path, AT_FDCWD, other, renameExchange) == 0 ? 0 : errno
}

/// Renames atomically to a name that is free. Returns 0 or what `errno` says, EEXIST when the name is taken.
package func renameWithoutReplacing(_ path: String, to other: String) -> Int32 {
    renameWithoutReplacing(AT_FDCWD, path, AT_FDCWD, other)
}

/// Renames atomically to a name that is free. Returns 0 or what `errno` says, EEXIST when the name is taken.
func renameWithoutReplacing(
    _ fromFolder: Int32, _ from: UnsafePointer<CChar>, _ toFolder: Int32, _ to: UnsafePointer<CChar>
) -> Int32 {
    if let renameat2 {
        if renameat2(fromFolder, from, toFolder, to, renameNoReplace) == 0 { return 0 }
        // EINVAL: the file system does not know the flag, as NFS does not. ENOSYS: the kernel, or a sandbox, does not know the call.
        guard errno == EINVAL || errno == ENOSYS else { return errno }
    }
    return linkWithoutReplacing(fromFolder, from, toFolder, to)
}

/// The same in two steps, each atomic: between them the file has both names. What cannot be linked, a directory for one, is renamed if the
/// name looks free; it only goes to the quarantine, where nobody else puts files.
func linkWithoutReplacing(
    _ fromFolder: Int32, _ from: UnsafePointer<CChar>, _ toFolder: Int32, _ to: UnsafePointer<CChar>
) -> Int32 {
    if linkat(fromFolder, from, toFolder, to, 0) == 0 {
        return unlinkat(fromFolder, from, 0) == 0 ? 0 : errno
    }
    guard errno == EPERM || errno == EOPNOTSUPP else { return errno }
    var status = stat()
    if fstatat(toFolder, to, &status, AT_SYMLINK_NOFOLLOW) == 0 { return EEXIST }
    guard errno == ENOENT else { return errno }
    return renameat(fromFolder, from, toFolder, to) == 0 ? 0 : errno
}

private typealias RenameAt2 =
    @convention(c) (
        Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
    ) -> Int32

/// RENAME_NOREPLACE of <linux/fs.h>.
private let renameNoReplace: UInt32 = 1
/// RENAME_EXCHANGE of the same.
private let renameExchange: UInt32 = 2

/// glibc has had it since 2.28, but declares it under _GNU_SOURCE only, which Swift's Glibc module leaves out.
private let renameat2: RenameAt2? = {
    guard let symbol = dlsym(dlopen(nil, RTLD_LAZY), "renameat2") else { return nil }
    return unsafeBitCast(symbol, to: RenameAt2.self)
}()
