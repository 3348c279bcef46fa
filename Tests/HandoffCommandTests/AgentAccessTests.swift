import Glibc
import HandoffGate
import Testing

@testable import handoff

/// The group is the one that this process is in anyway, so that any user can run these.
@Suite struct AgentAccessTests {
    private let home: TestHome
    private let group = AgentsGroup(number: getegid())

    init() throws {
        home = try TestHome()
        // What it lies in is made for this user alone.
        chmod(String(home.place.root.dropLast("/home".count)), 0o755)
    }

    private func initialise() throws -> Initialisation.Result {
        try Initialisation(home: home.place, operatorName: "ana", agents: group).run()
    }

    @Test func sharingSetsModesOnceAndRaisesTheLevel() throws {
        #expect(Assurance(of: home.place).level == .advisory)
        let first = try initialise()
        #expect(Set(first.changed.map(\.path)).isSuperset(of: [home.place.root, home.place.queue + "/new"]))
        for place in AgentAccess.shared(in: home.place) {
            #expect(AgentAccess.status(place.path)?.st_mode == S_IFDIR | place.mode, "\(place.path)")
        }
        #expect(AgentAccess.faults(in: home.place) == [])
        #expect(Assurance(of: home.place).level == .separateUsers)
        #expect(try initialise().changed.isEmpty)
        let checks = Doctor(home: home.place, environment: ["TERM": "dumb"]).checks()
        #expect(checks.filter { $0.state != .ok && $0.name != "terminal" && $0.name != "themes" }.isEmpty, "\(checks)")
    }

    @Test(arguments: [
        ("queue/new", mode_t(0o2770), "chmod 3770"), ("queue/decisions", 0o2770, "chmod 2750"),
        ("queue/saved", 0o0770, "chmod 3770"), ("queue", 0o2770, "chmod 2750"), ("", 0o755, "chmod 710"),
        ("keys", 0o750, "chmod 700"), ("audit", 0o701, "chmod 700"), ("index.sqlite", 0o640, "chmod 600"),
        ("../config", 0o777, "chmod go-w"),
    ])
    func eachWrongModeIsFoundWithWhatMendsIt(path: String, mode: mode_t, command: String) throws {
        _ = try initialise()
        let path =
            path.isEmpty
            ? home.place.root : path.hasPrefix("..") ? home.place.configuration : home.place.root + "/" + path
        #expect(chmod(path, mode) == 0)
        let assurance = Assurance(of: home.place)
        #expect(assurance.level == .advisory)
        #expect(assurance.faults.map(\.remedy) == [command + " " + path])
        let checks = Doctor(home: home.place, environment: [:]).checks()
        #expect(checks.contains { $0.state == .fail && $0.advice == command + " " + path }, "\(checks)")
    }

    @Test func aPolicyThatOthersCanChangeKeepsTheLevelDown() throws {
        _ = try initialise()
        try home.setPolicy("version: 1\n")
        #expect(Assurance(of: home.place).level == .separateUsers)
        chmod(home.place.policy, 0o666)
        #expect(Assurance(of: home.place).faults.map(\.remedy) == ["chmod go-w " + home.place.policy])
    }

    @Test func aFolderAboveThatTheGroupCannotEnterIsFound() throws {
        _ = try initialise()
        let above = String(home.place.root.dropLast("/home".count))
        chmod(above, 0o700)
        #expect(Assurance(of: home.place).faults.map(\.path) == [above])
        chmod(above, 0o777)
        #expect(Set(Assurance(of: home.place).faults.map(\.remedy)) == ["chmod go-w " + above])
    }

    @Test func whatIsOpenIsClosedByInit() throws {
        chmod(home.place.audit, 0o755)
        #expect(try initialise().changed.contains(AgentAccess.Place(path: home.place.audit, mode: 0o700)))
        #expect(AgentAccess.status(home.place.audit)?.st_mode == S_IFDIR | 0o700)
    }

    @Test func credentialsOfTheGateAloneMakeTheHighestLevel() throws {
        _ = try initialise()
        let secret = home.place.configuration + "/mail.env"
        #expect(Assurance(of: home.place, secrets: [secret]).faults.map(\.path) == [secret])
        try home.write("TOKEN=x\n", to: secret)
        #expect(Assurance(of: home.place, secrets: [secret]).level == .gateHoldsCredentials)
        chmod(secret, 0o640)
        let assurance = Assurance(of: home.place, secrets: [secret])
        #expect(assurance.level == .separateUsers)
        #expect(assurance.faults.map(\.remedy) == ["chmod 600 " + secret])
    }

    @Test func aGroupThatIsNotThereIsNamed() {
        let error = #expect(throws: Failure.self) { _ = try AgentsGroup(named: "no-such-group") }
        #expect(error?.what == "there is no group no-such-group")
        #expect(error?.advice?.contains("groupadd no-such-group") == true)
    }

    @Test func aQueueThatIsALinkIsNotOpened() throws {
        let elsewhere = String(home.place.root.dropLast("/home".count)) + "/elsewhere"
        mkdir(elsewhere, 0o700)
        rmdir(home.place.queue + "/saved")
        symlink(elsewhere, home.place.queue + "/saved")
        #expect(throws: Failure.self) { _ = try AgentAccess.open(home.place, to: group) }
        #expect(AgentAccess.status(elsewhere)?.st_mode == S_IFDIR | 0o700)
    }
}
