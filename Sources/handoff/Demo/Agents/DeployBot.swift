import HandoffCards
import StrictJSON

/// Releases, restarts and scales services, whose state is the stage's `deployed-version` and its neighbours.
struct DeployBot: SampleAgent {
    let name = DemoAgentName.deployer
    let version = "5.1"
    private let stage: Stage
    var random: SplitMix64
    private(set) var turn = 0
    var releases = 0
    private static let versions = "deployed-version"

    init(stage: Stage, random: SplitMix64) {
        self.stage = stage
        self.random = random
    }

    mutating func opening() throws -> [Proposal] {
        let versions = Service.all.map { "\($0.name) \($0.environment) \($0.version).0\n" }
        try stage.write(versions.joined(), to: Self.versions)
        return [Restart.all[0].draft(), release(), Self.migration, release()]
    }

    mutating func next() -> Proposal? {
        turn += 1
        switch turn % 6 {
        case 2: return Restart.all[turn / 6 % Restart.all.count].draft()
        case 4: return scaling()
        default: return release()
        }
    }

    func perform(_ card: Card, _ arguments: JSONObject, saved: JSONValue?) throws -> Report {
        let service = arguments.text("service")
        switch card.action.type {
        case "deploy.release": return try release(service, arguments)
        case "service.restart":
            let pods = arguments["pods"]?.integer ?? 0
            try stage.append("\(Timestamp.now) \(service): \(pods) pods", to: "restarts")
            return Report(detail: "Restarted \(pods) pods of \(service), one after the other.")
        case "service.scale":
            let pods = arguments["pods"]?.integer ?? 0
            try stage.append("\(service) \(pods)", to: "replicas")
            return Report(detail: "\(service) runs with \(pods) pods.")
        case "deploy.migrate":
            try stage.append("orders 42", to: "schema-version")
            return Report(detail: "Steps 4 and 5 are done; the orders database has schema 42.")
        default: return Report(status: .notAttempted, detail: "This agent cannot do \(card.action.type).")
        }
    }

    /// The first release of one service fails its health check, so that the version before is put back.
    private func release(_ service: String, _ arguments: JSONObject) throws -> Report {
        let version = arguments.text("version")
        let place = arguments.text("environment")
        if service == Service.slow.name, version.hasSuffix(".1"), arguments["startup_seconds"] == nil {
            return Report(
                status: .rolledBack,
                detail: "\(service) \(version) failed its health check; the version before is back.",
                next: Self.retry(of: version))
        }
        let key = service + " " + place + " "
        let others = try stage.read(Self.versions).split(separator: "\n").filter { !$0.hasPrefix(key) }
        try stage.write(others.joined(separator: "\n") + "\n\(key)\(version)\n", to: Self.versions)
        return Report(detail: "\(service) \(version) runs in \(place).")
    }

    func followUp(on card: Card, answer: String) -> Proposal? {
        guard card.trigger == .failure else { return nil }
        var next = Proposal(members: card.document.object ?? JSONObject(), lifetime: 10)
        for name in ["handoff", "id", "created", "expires", "agent", "account", "metadata"] { next.members[name] = nil }
        next.members["trigger"] = ["kind": "boundary"]
        next.members["context"] = "Going on after your answer about what failed."
        next.members["reasoning"] = .string("You answered: " + answer)
        return next
    }
}
