import HandoffAudit
import HandoffCards
import Testing

/// The tree's leaves over whole entries, as RFC 6962 hashes them.
func leaf(_ entry: [UInt8]) -> Hash256 { Hash256(of: [0] + entry) }

/// The definition of RFC 6962, 2.1, word for word, as the reference.
func definedRoot(_ leaves: ArraySlice<Hash256>) -> Hash256 {
    guard leaves.count > 1 else { return leaves.first ?? Hash256(of: []) }
    var half = 1
    while half * 2 < leaves.count { half *= 2 }
    let middle = leaves.startIndex + half
    return Hash256(of: [1] + definedRoot(leaves[..<middle]).bytes + definedRoot(leaves[middle...]).bytes)
}

@Suite struct MerkleFrontierTests {
    /// The roots of Certificate Transparency's reference tests, over its eight entries.
    @Test func theKnownRoots() throws {
        let entries: [[UInt8]] = [
            [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
            [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            [
                0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f,
            ],
        ]
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ]
        var frontier = MerkleFrontier()
        #expect(frontier.root.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        for (entry, root) in zip(entries, roots) {
            frontier.append(leaf(entry))
            #expect(frontier.root.hex == root)
        }
    }

    @Test func eachSizeHasTheDefinedRoot() {
        let leaves = (0..<300).map { leaf([UInt8($0 & 255), UInt8($0 >> 8)]) }
        var frontier = MerkleFrontier()
        for (place, leaf) in leaves.enumerated() {
            #expect(frontier.size == place)
            #expect(frontier.root == definedRoot(leaves[..<place]))
            frontier.append(leaf)
        }
    }

    @Test func aKeptFrontierGoesOn() throws {
        let leaves = (0..<70).map { leaf([UInt8($0)]) }
        for place in 0..<70 {
            var frontier = MerkleFrontier()
            for leaf in leaves[..<place] { frontier.append(leaf) }
            var other = try #require(MerkleFrontier(size: frontier.size, hashes: frontier.hashes))
            for leaf in leaves[place...] { other.append(leaf) }
            #expect(other.root == definedRoot(leaves[...]))
        }
    }

    @Test(arguments: [(0, 1), (1, 0), (1, 2), (5, 1), (5, 3), (8, 3), (-1, 64)])
    func aFrontierThatNoTreeHas(size: Int, count: Int) {
        #expect(MerkleFrontier(size: size, hashes: Array(repeating: .zero, count: count)) == nil)
    }
}
