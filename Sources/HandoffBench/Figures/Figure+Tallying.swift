import HandoffIndex

extension Figure {
    static let tallying = Figure(name: "tallies") { workbench in
        let history = try workbench.history()
        let files = history.audit + "/audit*.jsonl"
        // The counts of the peers' own making, by action and decision.
        let duckdb = """
            import duckdb
            duckdb.sql(\"\"\"WITH lines AS (
              SELECT type, body->>'card' AS card, body->'document'->'action'->>'type' AS action, body->>'decision' AS decision
              FROM read_json('\(files)', format='newline_delimited', columns={type: 'VARCHAR', body: 'JSON'}))
            SELECT p.action, avg(CAST(d.decision = 'approved' AS INT)) FROM lines p JOIN lines d USING (card)
            WHERE p.type = 'handoff.proposed' AND d.type = 'handoff.decided' GROUP BY 1\"\"\").fetchall()
            """
        let jq = #"""
            select(.type == "handoff.proposed" or .type == "handoff.decided")
            | [.body.card, .body.decision // "", .body.document.action.type // ""] | @tsv
            """#
        let awk =
            #"$2 == "" { a[$1] = $3; next } { n[a[$1]]++; y[a[$1]] += $2 == "approved" } END { for (t in n) print t, y[t] / n[t] }"#
        let part = 100_000
        let script = "cat \"$@\" 2>/dev/null | head -n \(part) | jq -r '\(jq)' | awk -F '\t' '\(awk)'"
        let peers = [
            workbench.peer("duckdb", ["python3", "-c", duckdb]),
            workbench.has("jq")
                ? workbench.peer(
                    "jq and awk, the first \(Words.grouped(part)) lines",
                    ["bash", "-c", script, "bash"] + history.segments)
                : nil,
        ]
        var samples = Samples()
        for _ in 0..<workbench.samples(30) {
            // Opened anew each time, as a command does.
            samples.add(
                try ContinuousClock().measure {
                    let tallies = try CardIndex(path: history.index).talliesByAction()
                    guard tallies.contains(where: { $0.approvalRate != nil }) else {
                        throw BenchError.broken("the large audit's index has no approvals")
                    }
                })
        }
        let trust = Command([history.home.handoff, "trust", "--json"], environment: history.home.environment)
        let reports = try trust.samples(workbench.samples(30))
        return [
            Row(
                what: "approval rate per action, \(Words.grouped(history.lines)) lines",
                value: .milliseconds(samples.median), target: .atMost(20),
                peers: peers.compactMap(\.self)),
            Row(
                what: "handoff trust --json, calibration too", value: .milliseconds(reports.median),
                floor: try workbench.spawning.get(), target: .atMost(100)),
        ]
    }
}
