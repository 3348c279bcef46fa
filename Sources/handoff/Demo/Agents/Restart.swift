import StrictJSON

/// A restart that the deploy bot finds necessary.
struct Restart {
    let service: String
    let pods: Int
    let context: String
    let consequence: String
    let reasoning: String

    func draft() -> Proposal {
        Proposal(
            members: [
                "context": .string(context),
                "proposal": .string("Restart the \(pods) pods of \(service) in prod, one after the other."),
                "consequence": .string(consequence),
                "action": [
                    "type": "service.restart", "target": .string(service + " in prod"),
                    "arguments": [
                        "service": .string(service), "pods": .number(Double(pods)), "environment": "prod",
                    ],
                    "reversible": false, "external": true, "scale": .number(Double(pods)),
                ],
                "confidence": 0.86,
                "buttons": [
                    ["id": "restart", "label": "Restart", "does": "approve"],
                    ["id": "review", "label": "Review", "does": "review"],
                    ["id": "skip", "label": "Skip for now", "does": "skip"],
                ],
                "default": "restart",
                "reasoning": .string(reasoning),
            ], lifetime: 6)
    }

    static let all = [
        Restart(
            service: "payments-api", pods: 3,
            context: "Watching payments-api, where 4.1% of the answers have been errors for ten minutes.",
            consequence: "Payments in progress are cut off for about 20 s, and their sessions are lost.",
            reasoning: """
                The errors began when a database connection was lost and not opened again.
                In August a restart ended the same errors within a minute.
                """),
        Restart(
            service: "web-shop", pods: 6,
            context: "Watching web-shop, whose pods have used more memory with every hour since yesterday.",
            consequence: "Baskets of visitors who are not signed in are lost.",
            reasoning: """
                Memory grows by 90 MB an hour and reaches its limit in about 40 minutes.
                Without a restart the pods are killed all at once.
                """),
        Restart(
            service: "image-proxy", pods: 3,
            context: "Watching image-proxy, which has served an expired certificate since noon.",
            consequence: "Downloads in progress break off.",
            reasoning: "The new certificate is on the disk; the pods read it only when they start."),
    ]
}
