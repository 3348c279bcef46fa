import HandoffTrust
import Testing

@Suite struct TrustRecordTests {
    private func record(_ change: (inout TrustRecord) -> Void) -> TrustRecord {
        var record = TrustRecord()
        change(&record)
        return record
    }

    @Test func recordsOfPartsAddUp() {
        var sum = record { ($0.approved, $0.edited, $0.declined, $0.undone, $0.times) = (4, 1, 2, 1, [0, 3]) }
        sum += record { ($0.approved, $0.answered, $0.alone, $0.succeeded, $0.times) = (6, 1, 9, 3, [1, 1, 2]) }
        #expect(sum.decided == 14 && sum.approval == Proportion(10, of: 14) && sum.reversal == Proportion(1, of: 4))
        #expect(sum.times == [1, 4, 2] && sum.alone == 9)
    }

    @Test func quantilesAreBuckets() {
        let record = record { $0.times = [1, 0, 5, 4] }
        #expect(record.time(quantile: 0.05) == 0..<2)
        #expect(record.time(quantile: 0.5) == 4..<8)
        #expect(record.time(quantile: 0.9) == 8..<16)
        #expect(TrustRecord().time(quantile: 0.5) == nil)
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
