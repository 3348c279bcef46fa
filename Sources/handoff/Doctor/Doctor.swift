import Glibc
import HandoffGate
import HandoffQueue
import StrictYAML

/// Looks at everything that a set-up depends on, and changes nothing.
struct Doctor {
    let home: HandoffHome
    let environment: [String: String]

    func checks() -> [Check] {
        terminalChecks() + [themes(), configuration(), policy()] + executors() + homeChecks()
    }

    /// What can only be looked at in a home that is there.
    private func homeChecks() -> [Check] {
        let workplace: Workplace
        do { workplace = try Workplace(home) } catch {
            return [.fail("home", error)]
        }
        return homeFolders() + queueChecks(workplace) + [keys()] + auditChecks(workplace)
            + [space(), fileSystem()]
    }

    private func themes() -> Check {
        let loader = ThemeLoader(configuration: home.configuration)
        let names = loader.names()
        do {
            let theme = try loader.theme(named: try Configuration(of: home).theme)
            if names.isEmpty {
                return .warn(
                    "themes", "none found; the built-in one is used",
                    "They belong in \(loader.folders.joined(separator: " or "))")
            }
            return .ok("themes", "\(names.count) found, \(theme.name) in use")
        } catch is YAMLProblem where (try? Configuration(of: home)) == nil {
            return .ok("themes", "\(names.count) found")
        } catch {
            return .fail("themes", error)
        }
    }

    private func configuration() -> Check {
        do {
            _ = try Configuration(of: home)
            return .ok("config", Configuration.path(in: home))
        } catch {
            return .fail("config", error)
        }
    }

    private func policy() -> Check {
        let found = LivePolicyFile(path: home.policy).current()
        if let problem = found.problem {
            return .fail(
                "policy", problem,
                "Until it is mended every action asks, and nothing is carried out: handoff policy check")
        }
        guard access(home.policy, F_OK) == 0 else {
            return .ok("policy", "none: every action asks")
        }
        return .ok("policy", home.policy)
    }

    /// One check for each program that serve would not start.
    private func executors() -> [Check] {
        LivePolicyFile(path: home.policy).current().policy.catalogue.compactMap { entry in
            guard let executor = entry.executor,
                let problem = ExecutorProgram.problem(with: executor.argv, startingIn: executor.directory)
            else { return nil }
            return .fail(
                "executor", "\(entry.action): \(problem)",
                "Until it is mended, serve does not carry \(entry.action) out.")
        }
    }

    private func keys() -> Check {
        let folder = KeyFolder(path: home.keys)
        do {
            let keys = try folder.operators().map { try folder.operatorKey(named: $0) }
            if keys.isEmpty { _ = try folder.operatorKey() }
            let trusted = try folder.trustedKeys()
            if let file = try folder.trustedFiles().first(where: \.hasPrivatePart) {
                return .fail(
                    "keys",
                    "\(folder.trustedPath)/\(file.name) has a private part, which whoever reads it can sign with",
                    "Take the member d out of it; if others may have seen it, trust another key instead.")
            }
            for key in keys where !trusted.contains(where: { $0.keyID == key.keyID }) {
                return .fail(
                    "keys", "the key of \(key.operatorName) is not among the trusted ones",
                    "Agents will refuse its decisions; put its public half into \(folder.trustedPath)")
            }
            let names = keys.map(\.operatorName).joined(separator: ", ")
            let found = (keys.count == 1 ? "the key of " : "keys of ") + names + ", \(trusted.count) trusted"
            return .ok("keys", keys.count == 1 ? found : found + "; under one Unix user they are hats, not people")
        } catch {
            return .fail("keys", error)
        }
    }
}
