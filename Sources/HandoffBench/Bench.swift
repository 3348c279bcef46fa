import Glibc

/// Measures what an operator and an agent have to wait for, against what this machine could do at best.
@main
enum Bench {
    static func main() {
        exit(run(Array(CommandLine.arguments.dropFirst())))
    }

    private static func run(_ arguments: [String]) -> Int32 {
        let options: Options
        do { options = try Options(arguments) } catch {
            Progress.say(error.description)
            return error.status
        }
        do {
            let workbench = try Workbench(options)
            Interruption.remove(options.keep ? nil : workbench.folder)
            if let home = options.home {
                try History.make(options.lines, at: home, handoff: options.handoff, environment: workbench.environment)
                workbench.clear()
                return 0
            }
            let report = Report(measuring: Figure.all(matching: options.only), on: workbench)
            print(options.json ? report.json : report.text)
            workbench.clear()
            return report.failures.isEmpty ? 0 : 1
        } catch {
            Progress.say("\(error)")
            return 1
        }
    }
}

/// Words for whoever watches; the table alone goes to standard output.
enum Progress {
    static func say(_ words: String) {
        let line = Array("\(words)\n".utf8)
        write(STDERR_FILENO, line, line.count)
    }
}
