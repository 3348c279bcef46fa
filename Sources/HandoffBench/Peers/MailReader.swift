import Glibc

/// A mail reader for the terminal: it opens, lists and follows a folder of small files too.
struct MailReader {
    let name: String

    /// Those that are on this machine.
    static var installed: [MailReader] {
        let folders = (getenv("PATH").map { String(cString: $0) } ?? "").split(separator: ":")
        return ["mutt", "neomutt"].filter { name in folders.contains { access("\($0)/\(name)", X_OK) == 0 } }
            .map(MailReader.init)
    }

    func measure(_ maildir: Maildir, on workbench: Workbench) throws -> MailFigures {
        let settings = "\(workbench.folder)/\(name).settings"
        let text = """
            set folder="\(maildir.path)"
            mailboxes "\(maildir.path)"
            set beep=no
            set mark_old=no
            set sort=date

            """
        try Files.write(Array(text.utf8), to: settings)
        let words = [name, "-n", "-F", settings, "-f", maildir.path]
        var firstPaints = Samples()
        for _ in 0..<workbench.samples(5) / 5 * 3 {
            let reader = try Pty(words, environment: workbench.environment)
            firstPaints.add(try reader.wait(for: Maildir.mark) - reader.child.started)
            reader.end()
        }
        let reader = try Pty(words, environment: workbench.environment)
        defer { reader.end() }
        try reader.wait(for: Maildir.mark)
        let rest = try reader.rest() - reader.child.started
        let memory = try ProcessStatus.residentMemory(of: reader.child.id)
        // To the first message, wherever it began.
        try reader.send("=")
        try reader.settle(quietFor: .milliseconds(200))
        let moving = try Moving(on: reader, count: workbench.samples(240))
        var arrivals: Samples? = Samples()
        for number in 0..<workbench.samples(20) {
            let renaming = try maildir.prepare(number)
            guard let repaint = try reader.repaint(after: { try renaming.perform() }) else {
                arrivals = nil
                break
            }
            arrivals?.add(repaint.duration)
        }
        return MailFigures(
            firstPaint: firstPaints.median, rest: rest.inMilliseconds, memory: Double(memory) / 1_048_576,
            moving: moving,
            arrivals: arrivals)
    }
}

/// What a mail reader needs.
struct MailFigures {
    /// Milliseconds from start to the first message on the screen.
    let firstPaint: Double
    /// Milliseconds from start until it has nothing left to do.
    let rest: Double
    /// Resident, in MB.
    let memory: Double
    let moving: Moving
    /// A mail delivered until the screen says so; nil when it was not noticed within two seconds.
    let arrivals: Samples?
}
