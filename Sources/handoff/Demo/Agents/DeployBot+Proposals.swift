import StrictJSON

extension DeployBot {
    mutating func release() -> Proposal {
        let service = Service.all[releases % Service.all.count]
        let version = "\(service.version).\(releases / Service.all.count + 1)"
        releases += 1
        let minutes = Int.random(in: 4...11, using: &random)
        return Proposal(
            members: [
                "context": .string("Rolling out \(service.name) \(version), which passed all of its tests."),
                "proposal": .string(
                    "Release \(service.name) \(version) to \(service.environment), pod by pod. The version before stays ready."
                ),
                "action": [
                    "type": "deploy.release", "target": .string(service.name + " in " + service.environment),
                    "arguments": [
                        "service": .string(service.name), "version": .string(version),
                        "environment": .string(service.environment),
                    ],
                    "reversible": true, "external": .bool(service.environment == "prod"),
                    "scale": .number(Double(service.pods)),
                ],
                "confidence": 0.94,
                "buttons": [
                    ["id": "release", "label": "Release", "does": "approve"],
                    ["id": "review", "label": "Review", "does": "review"],
                    ["id": "skip", "label": "Skip for now", "does": "skip"],
                ],
                "default": "release",
                "reasoning": .string(
                    """
                    The pipeline took \(minutes) minutes: 0 tests failed, no new warning.
                    What changed: \(service.change).
                    """),
            ], lifetime: 14)
    }

    mutating func scaling() -> Proposal {
        let service = Service.all[turn % Service.all.count]
        let load = Int.random(in: 71...84, using: &random)
        return Proposal(
            members: [
                "context": .string("Watching \(service.name), whose pods have been \(load)% busy for half an hour."),
                "proposal": .string(
                    "Run \(service.pods + 2) pods of \(service.name) instead of \(service.pods) until tomorrow."),
                "action": [
                    "type": "service.scale", "target": .string(service.name),
                    "arguments": ["service": .string(service.name), "pods": .number(Double(service.pods + 2))],
                    "reversible": true, "external": false, "scale": .number(Double(service.pods + 2)),
                ],
                "confidence": 0.91,
                "reasoning": "The evening peak is still an hour away; two pods more keep the load below 60%.",
                "editable": ["/arguments/pods"],
            ], lifetime: 8)
    }

    private static let retrying: JSONValue = [
        ["id": "retry", "label": "Try again", "does": "approve"],
        ["id": "answer", "label": "Say what to do", "does": "answer"],
        ["id": "skip", "label": "Skip for now", "does": "skip"],
    ]

    static let migration = Proposal(
        members: [
            "context": "The migration of the orders database failed after 3 of 5 steps.",
            "proposal": "Run steps 4 and 5 again, with 60 s to get the lock that step 4 did not get in 10 s.",
            "consequence": "Steps 4 and 5 rewrite the orders table and cannot be taken back.",
            "action": [
                "type": "deploy.migrate", "target": "orders database",
                "arguments": ["service": "orders", "steps": [4, 5], "lock_wait_seconds": 60],
                "reversible": false, "external": false, "scale": 2,
            ],
            "trigger": ["kind": "failure"],
            "confidence": 0.72,
            "buttons": retrying,
            "default": "retry",
            "reasoning": """
            Steps 1 to 3 are done and stay valid; the shop reads and writes both schemas meanwhile.
            The lock was held by the nightly report, which has ended since.
            """,
            "editable": ["/arguments/lock_wait_seconds"],
            "attachments": [
                [
                    "name": "migration.log", "media_type": "text/plain",
                    "text": """
                    step 1/5  add column orders.channel         ok     0.4 s
                    step 2/5  create index orders_channel       ok    18.2 s
                    step 3/5  copy 1,204,311 rows               ok    96.0 s
                    step 4/5  swap tables                       FAILED 10.0 s  lock not granted: orders
                    step 5/5  drop table orders_old             not run

                    """,
                ]
            ],
        ], lifetime: 15)

    static func retry(of version: String) -> Proposal {
        Proposal(
            members: [
                "context": .string(
                    "The release of \(Service.slow.name) \(version) failed: its first pod did not start in 30 s."),
                "proposal": .string("Release \(Service.slow.name) \(version) to prod again, with 90 s to start."),
                "action": [
                    "type": "deploy.release", "target": .string(Service.slow.name + " in prod"),
                    "arguments": [
                        "service": .string(Service.slow.name), "version": .string(version), "environment": "prod",
                        "startup_seconds": 90,
                    ],
                    "reversible": true, "external": true, "scale": .number(Double(Service.slow.pods)),
                ],
                "trigger": ["kind": "failure"],
                "confidence": 0.78,
                "buttons": retrying,
                "default": "retry",
                "reasoning": "The pod was still loading its index when it was stopped; in staging that takes 50 s.",
                "editable": ["/arguments/startup_seconds"],
            ], lifetime: 10)
    }
}
