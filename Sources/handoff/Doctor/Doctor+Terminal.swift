import Glibc
import Terminal

extension Doctor {
    func terminalChecks() -> [Check] { [terminal(), locale()] }

    private func terminal() -> Check {
        let name = environment["TERM"] ?? ""
        guard !name.isEmpty, name != "dumb" else {
            return .warn(
                "terminal", "TERM is \(name.isEmpty ? "not set" : name)", "The console will ask in plain lines.")
        }
        guard terminfoFolder(name) != nil else {
            return .fail(
                "terminal", "terminfo does not know \(name)", "Install ncurses-term, or try TERM=xterm-256color")
        }
        guard let columns = Output.columns() else {
            return .ok("terminal", "\(name); standard output is not a terminal")
        }
        if columns < Self.leastColumns {
            return .warn("terminal", "\(name), \(columns) columns", "The console needs 60 columns and 16 rows.")
        }
        return .ok("terminal", "\(name), \(columns) columns")
    }

    private static let leastColumns = 60

    /// Where the terminal is described, by the directory layout of terminfo(5): `x/xterm` or `78/xterm`.
    private func terminfoFolder(_ name: String) -> String? {
        guard let first = name.utf8.first, !name.contains("/") else { return nil }
        let letters = [String(Unicode.Scalar(first)), String(first, radix: 16)]
        var folders = [environment["TERMINFO"], environment["HOME"].map { $0 + "/.terminfo" }].compactMap { $0 }
        folders += (environment["TERMINFO_DIRS"] ?? "").split(separator: ":").map(String.init)
        folders += ["/etc/terminfo", "/lib/terminfo", "/usr/lib/terminfo", "/usr/share/terminfo"]
        return folders.first { folder in letters.contains { access("\(folder)/\($0)/\(name)", R_OK) == 0 } }
    }

    private func locale() -> Check {
        setlocale(LC_CTYPE, "")
        let set = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? "not set"
        guard let name = nl_langinfo(Int32(CODESET)), strcmp(name, "UTF-8") == 0 else {
            return .warn("locale", "\(set) is not UTF-8", "Without it other letters show as escapes: LANG=C.UTF-8")
        }
        return .ok("locale", set)
    }
}
