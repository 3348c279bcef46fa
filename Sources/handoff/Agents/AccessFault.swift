import Glibc
import HandoffGate
import StrictJSON

/// Something that lets agents of other users do more than they should, or keeps them from what they should be able to do.
struct AccessFault: Equatable {
    let path: String
    let finding: String
    /// A command, where one mends it.
    let remedy: String

    var document: JSONValue {
        ["path": .string(path), "finding": .string(finding), "remedy": .string(remedy)]
    }
}

extension AgentAccess {
    /// All that is wrong with a home whose queue is shared.
    static func faults(in home: HandoffHome) -> [AccessFault] {
        guard let group = group(of: home) else { return [] }
        var faults = shared(in: home).compactMap { sharedFault($0, group) }
        faults += closed(in: home).compactMap(closedFault)
        faults += [home.configuration, Configuration.path(in: home), home.policy].compactMap(settingsFault)
        faults += ancestorFaults(of: home.root, group) + ancestorFaults(of: home.configuration, nil)
        if !group.includesUs {
            faults.append(
                AccessFault(
                    path: home.queue, finding: "you are not in the group \(group.name), and cannot read its cards",
                    remedy: group.remedy))
        }
        return faults + hardLinks()
    }

    private static func sharedFault(_ place: Place, _ group: AgentsGroup) -> AccessFault? {
        guard let status = status(place.path) else {
            return AccessFault(
                path: place.path, finding: "\(place.path): " + Failure.words(errno), remedy: "handoff init")
        }
        if let fault = foreign(place.path, status) { return fault }
        if status.st_gid != group.number {
            return AccessFault(
                path: place.path, finding: "\(place.path) is not of the group \(group.name)",
                remedy: "chgrp \(group.name) \(place.path) && chmod \(octal(place.mode)) \(place.path)")
        }
        let mode = status.st_mode & 0o7777
        if mode == place.mode { return nil }
        return AccessFault(
            path: place.path, finding: "\(place.path) has the mode \(octal(mode)), not \(octal(place.mode))",
            remedy: "chmod \(octal(place.mode)) \(place.path)")
    }

    private static func closedFault(_ place: Place) -> AccessFault? {
        guard let status = status(place.path) else { return nil }
        if let fault = foreign(place.path, status) { return fault }
        if status.st_mode & 0o077 == 0 { return nil }
        return AccessFault(
            path: place.path,
            finding: "\(place.path) is open to others (mode \(octal(status.st_mode & 0o7777)))",
            remedy: "chmod \(octal(place.mode)) \(place.path)")
    }

    /// Others may know the policy; they may not change it.
    private static func settingsFault(_ path: String) -> AccessFault? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        if let fault = foreign(path, status) { return fault }
        if status.st_mode & 0o022 == 0 { return nil }
        return AccessFault(path: path, finding: "\(path) can be changed by others", remedy: "chmod go-w \(path)")
    }

    private static func foreign(_ path: String, _ status: stat) -> AccessFault? {
        guard status.st_uid != geteuid(), status.st_uid != 0 else { return nil }
        return AccessFault(
            path: path, finding: "\(path) belongs to the user with the number \(status.st_uid)",
            remedy: "sudo chown \(geteuid()) \(path)")
    }

    /// Who can change a folder above can put another home in this one's place; who cannot enter it cannot hand anything in.
    ///
    /// - Parameter group: who has to get through; nil for nobody.
    static func ancestorFaults(of path: String, _ group: AgentsGroup?) -> [AccessFault] {
        guard let resolved = realpath(path, nil) else { return [] }
        defer { free(resolved) }
        var faults: [AccessFault] = []
        var rest = String(cString: resolved)[...]
        while let slash = rest.lastIndex(of: "/"), rest != "/" {
            rest = slash == rest.startIndex ? "/" : rest[..<slash]
            let folder = String(rest)
            guard let status = status(folder) else { continue }
            if let fault = foreign(folder, status) { faults.append(fault) }
            if status.st_mode & 0o022 != 0, status.st_mode & S_ISVTX == 0 {
                faults.append(
                    AccessFault(
                        path: folder, finding: "\(folder), above it, can be changed by others",
                        remedy: "chmod go-w \(folder)"))
            }
            if let group, !canEnter(status, group.number) {
                faults.append(
                    AccessFault(
                        path: folder, finding: "\(folder), above it, cannot be entered by \(group.name)",
                        remedy: "chmod o+x \(folder), or keep the home elsewhere"))
            }
        }
        return faults
    }

    private static func canEnter(_ status: stat, _ group: gid_t) -> Bool {
        status.st_mode & (status.st_gid == group ? 0o010 : 0o001) != 0
    }

    /// With links to files of others, an agent could hand in as another.
    private static func hardLinks() -> [AccessFault] {
        let setting = "/proc/sys/fs/protected_hardlinks"
        guard let bytes = try? InputFile.read(setting, limit: 64), bytes.first == UInt8(ascii: "0") else { return [] }
        return [
            AccessFault(
                path: setting, finding: "an agent can link to files of others (fs.protected_hardlinks is 0)",
                remedy: "sudo sysctl fs.protected_hardlinks=1")
        ]
    }

    /// As `chmod` takes it.
    private static func octal(_ mode: mode_t) -> String { String(mode, radix: 8) }
}
