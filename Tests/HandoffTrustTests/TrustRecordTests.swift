import HandoffCards
import HandoffTrust
import Testing

@Suite struct TrustRecordTests {
    private func record(_ change: (inout TrustRecord) -> Void) -> TrustRecord {
        var record = TrustRecord()
        change(&record)
        return record
    }

    @Test func recordsOfPartsAddUp() {
        var sum = record { ($0.approved, $0.edited, $0.declined, $0.undone, $0.times) = (4, 1, 2, 1, [.low: [0, 3]]) }
        sum += record {
            ($0.approved, $0.answered, $0.alone, $0.succeeded, $0.times) = (6, 1, 9, 3, [.low: [1, 1, 2], .high: [1]])
        }
        #expect(sum.decided == 14 && sum.approval == Proportion(10, of: 14) && sum.reversal == Proportion(1, of: 4))
        #expect(sum.times == [.low: [1, 4, 2], .high: [1]] && sum.alone == 9)
    }

    @Test func quantilesAreBuckets() {
        let record = record { ($0.times, $0.hasty) = ([.low: [1, 0, 3], .medium: [0, 0, 2, 4]], 3) }
        #expect(record.time(quantile: 0.05) == 0..<2)
        #expect(record.time(quantile: 0.5) == 4..<8)
        #expect(record.time(quantile: 0.9) == 8..<16)
        #expect(record.time(quantile: 0.9, .low) == 4..<8 && record.time(quantile: 0.9, .medium) == 8..<16)
        #expect(record.time(quantile: 0.5, .critical) == nil && TrustRecord().time(quantile: 0.5) == nil)
        #expect(record.haste == Proportion(3, of: 10))
    }

    @Test func wordsLeaveOutWhatNeverWas() {
        #expect(TrustRecord().words == nil)
        #expect(record { $0.expired = 3 }.words == nil)
        #expect(record { $0.approved = 1 }.words == "1 before: 1 approved")
        #expect(record { $0.alone = 7 }.words == "7 before: 7 alone")
        let all = record {
            ($0.approved, $0.edited, $0.declined, $0.alone, $0.undone) = (41, 2, 1, 12, 3)
        }
        #expect(all.words == "56 before: 41 approved, 2 edited, 1 declined; 12 alone; 3 undone")
    }
}
