import StrictJSON
import Testing

@Suite("Two consoles on one queue", .fewAtOnce)
struct TwoConsolesTests {
    @Test("Two different keys at once make one decision, and both screens agree", arguments: 0..<3)
    func race(round: Int) async throws {
        let home = try await Home()
        let agent = try home.start("submit", home.file("card", SampleCard.renewal(id: "raced")), "--wait")
        let approving = try await home.console()
        let declining = try await home.console()
        for console in [approving, declining] { try await console.wait(for: "lena@northwind.example") }
        // Declining asks for a reason; then one key more does it.
        try await declining.openPrompt("d", typing: "wrong price")
        try await approving.waitUntilArmed()
        async let approval: Void = approving.send("s")
        async let refusal: Void = declining.send("Enter")
        _ = try await (approval, refusal)

        let decision = try #require(try await agent.result().json["decision"]?.string)
        #expect(["approved", "declined"].contains(decision))
        for console in [approving, declining] {
            try await console.wait("no card") { !$0.contains("lena@northwind.example") }
            // The console that came too late with its words says so until it is told to go on.
            try await console.send("Escape")
            try await console.wait("nothing in the way") { !$0.contains("Too late") }
            try await console.send("F2")
            let other = decision == "approved" ? "declined" : "approved"
            try await console.wait("\(decision), in the history") { screen in
                screen.contains("proposed") && screen.contains(decision) && !screen.contains(other)
            }
        }
        #expect(try home.facts("handoff.decided").compactMap { $0["decision"]?.string } == [decision])
        #expect(try await home.handoff("audit", "verify").status == 0)
    }
}
