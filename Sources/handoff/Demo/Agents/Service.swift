/// Something that the deploy bot looks after.
struct Service {
    let name: String
    /// The first two parts of its versions.
    let version: String
    let pods: Int
    let environment: String
    let change: String

    /// The one whose first release fails.
    static let slow = Service(
        name: "search-api", version: "3.9", pods: 4, environment: "prod", change: "the index is loaded at start")

    static let all = [
        Service(
            name: "docs-site", version: "1.4", pods: 2, environment: "staging", change: "three pages and a broken link"),
        Service(
            name: "web-shop", version: "2.14", pods: 6, environment: "prod", change: "the basket keeps its order"),
        slow,
        Service(
            name: "image-proxy", version: "0.8", pods: 3, environment: "staging",
            change: "AVIF images are passed through"),
        Service(
            name: "payments-api", version: "7.2", pods: 3, environment: "staging",
            change: "retries carry an idempotency key"),
    ]
}
