import HandoffAudit
import HandoffCards
import Testing

@Suite struct MerkleProofTests {
    private let leaves = (0..<70).map { leaf([UInt8($0)]) }

    private func frontier(_ size: Int) -> MerkleFrontier {
        var frontier = MerkleFrontier()
        for leaf in leaves[..<size] { frontier.append(leaf) }
        return frontier
    }

    private func range(_ places: Range<Int>) -> MerkleRange {
        var range = MerkleRange(start: places.lowerBound)
        for leaf in leaves[places] { range.append(leaf) }
        return range
    }

    /// SUBPROOF of RFC 9162, 2.1.4.1, word for word.
    private func defined(_ first: Int, _ leaves: ArraySlice<Hash256>, _ isWhole: Bool) -> [Hash256] {
        if first == leaves.count { return isWhole ? [] : [definedRoot(leaves)] }
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        let (left, right) = (leaves.prefix(half), leaves.dropFirst(half))
        return first <= half
            ? defined(first, left, isWhole) + [definedRoot(right)]
            : defined(first - half, right, false) + [definedRoot(left)]
    }

    @Test func runsJoinWithoutTheirLeaves() {
        let whole = definedRoot(leaves[..<37])
        for first in 0...37 {
            for second in stride(from: first, through: 37, by: 7) {
                var joined = range(first..<second)
                joined.append(range(second..<37))
                #expect(joined == range(first..<37), "\(first), \(second)")
                var tree = frontier(first)
                tree.append(range(first..<second))
                #expect(tree == frontier(second))
                tree.append(range(second..<37))
                #expect(tree.root == whole)
            }
        }
    }

    @Test func consistencyBetweenAllSizes() {
        for second in 1...40 {
            let new = (size: second, root: definedRoot(leaves[..<second]))
            for first in 1...second {
                let old = (size: first, root: definedRoot(leaves[..<first]))
                let proof = ConsistencyProof(from: frontier(first), adding: range(first..<second))
                #expect(proof.hashes == defined(first, leaves[..<second], true), "\(first) to \(second)")
                #expect(proof.leads(from: old, to: new), "\(first) to \(second)")
            }
        }
    }

    /// Any other root, size, order or number of hashes is refused.
    @Test func whatIsNotConsistent() {
        let pairs = (2...18).flatMap { second in (1..<second).map { ($0, second) } }
        for (first, second) in pairs {
            let old = (size: first, root: definedRoot(leaves[..<first]))
            let new = (size: second, root: definedRoot(leaves[..<second]))
            let proof = ConsistencyProof(from: frontier(first), adding: range(first..<second))
            let other = leaf([255])
            #expect(!proof.leads(from: (first, other), to: new))
            #expect(!proof.leads(from: old, to: (second, other)))
            #expect(!proof.leads(from: new, to: old))
            #expect(!ConsistencyProof(hashes: proof.hashes + [other]).leads(from: old, to: new))
            #expect(!ConsistencyProof(hashes: proof.hashes.dropLast()).leads(from: old, to: new))
            for place in proof.hashes.indices {
                var changed = proof
                changed.hashes[place] = other
                #expect(!changed.leads(from: old, to: new), "\(first) to \(second), hash \(place)")
            }
        }
        #expect(!ConsistencyProof(hashes: []).leads(from: (0, .emptyTree), to: (1, leaves[0])))
    }

    @Test func theDigitsOfAHashAreToldFromOthers() throws {
        for number in 0..<200 {
            let hash = leaf([UInt8(number)])
            var digits = Array(hash.hex.utf8)
            #expect(digits.withUnsafeBytes { bytes in hash.isWritten(at: bytes.baseAddress!) })
            for place in digits.indices {
                digits[place] ^= 1
                #expect(!digits.withUnsafeBytes { bytes in hash.isWritten(at: bytes.baseAddress!) })
                digits[place] ^= 1
            }
        }
    }
}
