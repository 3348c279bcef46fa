import Crypto
import HandoffAudit
import HandoffCards
import Testing

/// An Ed25519 key from a seed of one byte, for tests alone.
struct TestSigner: CheckpointSigner {
    private let key: Curve25519.Signing.PrivateKey

    init(_ seed: UInt8 = 1) throws {
        key = try Curve25519.Signing.PrivateKey(rawRepresentation: Array(repeating: seed, count: 32))
    }

    var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    func sign(_ bytes: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: bytes)) }
}

@Suite struct SignedCheckpointTests {
    private let checkpoint = Checkpoint(origin: "handoff/0011223344556677", size: 512, root: Hash256(of: [7]))

    @Test func aNoteIsReadAsItWasSigned() throws {
        let signer = try TestSigner()
        let note = try SignedCheckpoint(signing: checkpoint, by: signer)
        let read = try SignedCheckpoint(parsing: note.text)
        #expect(read == note)
        #expect(read.checkpoint == checkpoint)
        #expect(read.verified(by: [signer.publicKey]))
        #expect(read.verified(by: [try TestSigner(2).publicKey, signer.publicKey]))
        #expect(!read.verified(by: []))
        #expect(!read.verified(by: [try TestSigner(2).publicKey]))
        #expect(!read.verified(by: [[1, 2, 3]]))
        let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 6)
        #expect(lines[..<2] == ["handoff/0011223344556677", "512"])
        #expect(lines[3] == "" && lines[4].hasPrefix("— handoff/0011223344556677 ") && lines[5] == "")
    }

    /// The checkpoint in the text of C2SP tlog-checkpoint, whose key the text does not give.
    @Test func theSpecificationsCheckpoint() throws {
        let text = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=

            """
        let note = try SignedCheckpoint(parsing: text)
        #expect(note.checkpoint.origin == "example.com/behind-the-sofa")
        #expect(note.checkpoint.size == 20_852_163)
        #expect(note.checkpoint.root.hex == "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62")
        #expect(try note.standing(with: [#require(CheckpointKey(TestSigner().publicKey))]) == .unknown)
    }

    /// The verifier key and signature in the text of C2SP signed-note.
    @Test func theSpecificationsKey() throws {
        let key: [UInt8] = [
            0xe9, 0x32, 0x79, 0x1a, 0xe6, 0xe7, 0xa8, 0x40, 0xa4, 0x61, 0x64, 0xc9, 0x04, 0x78, 0x64, 0x26, 0xd5, 0xe7,
            0x82, 0x1d, 0xd8, 0xb2, 0x9a, 0x00, 0xd6, 0x1c, 0xae, 0x72, 0xaf, 0xdd, 0x4d, 0xa4,
        ]
        #expect(CheckpointKey.id(of: key, named: "example.com/foo") == [0x53, 0x0d, 0x90, 0x3a])
    }

    @Test func eachChangedByteIsFound() throws {
        let signer = try TestSigner()
        let keys = [try #require(CheckpointKey(signer.publicKey))]
        let text = Array(try SignedCheckpoint(signing: checkpoint, by: signer).text.utf8)
        for place in text.indices {
            for bit in 0..<8 {
                var changed = text
                changed[place] ^= 1 << UInt8(bit)
                guard let string = String(validating: changed, as: UTF8.self),
                    let note = try? SignedCheckpoint(parsing: string)
                else { continue }
                #expect(note.standing(with: keys) != .signed, "byte \(place), bit \(bit)")
            }
        }
    }

    @Test func aKeysSignatureOfAnotherTextIsForged() throws {
        let signer = try TestSigner()
        var other = checkpoint
        other.size = 511
        let keys = [try #require(CheckpointKey(signer.publicKey))]
        let note = try SignedCheckpoint(signing: other, by: signer)
        let text = note.text.replacing("\n511\n", with: "\n512\n")
        #expect(try SignedCheckpoint(parsing: text).standing(with: keys) == .forged)
        // Good signatures beside it do not mend it, whatever order they stand in.
        let good = try SignedCheckpoint(signing: checkpoint, by: signer).text
        let forged = try #require(text.split(separator: "\n").last)
        #expect(try SignedCheckpoint(parsing: good + forged + "\n").standing(with: keys) == .forged)
    }

    @Test func foreignSignaturesBesideItsOwnArePassedOver() throws {
        let signer = try TestSigner()
        let keys = [try #require(CheckpointKey(signer.publicKey))]
        let own = try SignedCheckpoint(signing: checkpoint, by: signer).text
        let foreign = try SignedCheckpoint(signing: checkpoint, by: TestSigner(2)).text
        let line = try #require(foreign.split(separator: "\n").last)
        #expect(try SignedCheckpoint(parsing: own + line + "\n").standing(with: keys) == .signed)
        let witness = "— witness.example/w \(line.split(separator: " ")[2])\n"
        #expect(try SignedCheckpoint(parsing: own + witness).standing(with: keys) == .signed)
        // The log's own key under another name is not the log's signature.
        let renamed = own.replacing("— handoff/0011223344556677", with: "— other")
        #expect(try SignedCheckpoint(parsing: renamed).standing(with: keys) == .unknown)
    }

    @Test(arguments: [
        ("", 1), ("a", 1), ("a\n1\n", 3), ("a\n1\nAA==\n\n— a AAAAAAA=\n", 3), ("a\n01\nR\n\n— a AAAAAAA=\n", 2),
        ("a\n-1\nR\n\n— a AAAAAAA=\n", 2), ("a\n+1\nR\n\n— a AAAAAAA=\n", 2), ("\n1\nR\n\n— a AAAAAAA=\n", 1),
        ("a\n1\nR\n\n", 5), ("a\n1\nR\n\n- a AAAAAAA=\n", 5), ("a\n1\nR\n\n— a AAAA\n", 5),
        ("a\n1\nR\n\n— a+b AAAAAAA=\n", 5),
        ("a\n1\nR\n\n— a AAAAAAA=", 5), ("a\r\n1\nR\n\n— a AAAAAAA=\n", 1), ("a\n1\nR\n\n—  AAAAAAA=\n", 5),
        ("a\n99999999999999999999\nR\n\n— a AAAAAAA=\n", 2), ("a\n1\nR\nx\n\n— a AAAAAAB=\n", 6),
    ])
    func whatIsNoNote(text: String, line: Int) {
        let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
        let error = #expect(throws: CheckpointFormError.self) {
            try SignedCheckpoint(parsing: text.replacing("R", with: root))
        }
        #expect(error?.line == line)
    }

    @Test func aNoteThatIsTooLong() throws {
        let note = try SignedCheckpoint(signing: checkpoint, by: TestSigner()).text
        let more = String(repeating: "x\n", count: SignedCheckpoint.longest / 2)
        #expect(throws: CheckpointFormError.self) { try SignedCheckpoint(parsing: more + note) }
    }
}
