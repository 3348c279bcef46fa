import StrictJSON

extension Figure {
    static let parsing = Figure(name: "json") { workbench in
        let count = workbench.large
        let documents = (0..<count).map { number in
            var maker = CardMaker(number)
            return maker.card().document
        }
        let bytes = documents.reduce(0) { $0 + $1.count }
        var depth = 0
        // Alternately, so that both meet the same machine.
        var (reading, scanning) = (Samples(), Samples())
        for _ in 0..<3 {
            reading.add(
                try ContinuousClock().measure {
                    for document in documents where try JSONValue(parsing: document).object == nil {
                        throw BenchError.broken("a card is no JSON object")
                    }
                })
            scanning.add(
                ContinuousClock().measure { for document in documents { depth = max(depth, ScanFloor.scan(document)) } }
            )
        }
        guard depth > 0 else { throw BenchError.broken("the floor found no JSON") }
        func speed(_ samples: Samples) -> Quantity { .speed(Double(bytes) / samples.best / 1000) }
        return [
            Row(
                what: "StrictJSON, \(Words.grouped(count)) cards of \(Words.grouped(bytes / count)) bytes",
                value: speed(reading), floor: Floor(name: "looking at each byte", value: speed(scanning)),
                target: .atLeast(250))
        ]
    }
}
