import HandoffCards
import StrictJSON
import Testing

@Suite struct DigestTests {
    /// NIST's example for "abc", FIPS 180-4.
    @Test func hashOfABC() {
        let hash = Hash256(of: "abc".utf8)
        #expect(hash.hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Hash256(hex: hash.hex) == hash)
        #expect(Hash256(tagged: hash.tagged) == hash)
        #expect(Hash256(bytes: hash.bytes) == hash)
    }

    @Test(arguments: ["", "sha256:", "sha512:" + String(repeating: "0", count: 64), String(repeating: "0", count: 64)])
    func refusesOtherTags(text: String) { #expect(Hash256(tagged: text) == nil) }

    @Test func refusesCapitalDigits() { #expect(Hash256(hex: String(repeating: "A", count: 64)) == nil) }

    @Test func digestDoesNotDependOnLayout() throws {
        let card = try ExampleCard.card()
        let compact = try Card(parsing: ExampleCard.document.canonicalBytes(), id: ExampleCard.id)
        #expect(compact.digest() == card.digest())
    }

    static let bound = ["/account", "/agent/name", "/action/type", "/action/target", "/action/arguments/subject"]
    static let unbound = ["/proposal", "/context", "/action/scale", "/reasoning"]

    @Test(arguments: bound + unbound)
    func bindingCoversAccountActionAgentArgumentsAndTarget(pointer: String) throws {
        let value: JSONValue = pointer == "/action/scale" ? 2 : "other"
        let changed = try Card(document: ExampleCard.changed(pointer, to: value), id: ExampleCard.id)
        let card = try ExampleCard.card()
        #expect((changed.actionBinding != card.actionBinding) == Self.bound.contains(pointer))
        #expect(changed.digest() != card.digest())
    }

    @Test func bindingIsTheHashOfTheCanonicalForm() throws {
        let form =
            #"{"account":"acme","action":"email.send","agent":"sales-assistant","#
            + #""arguments":{"body":"Hello Lena, …","subject":"Your renewal","to":["lena@northwind.example"]},"#
            + #""target":"lena@northwind.example"}"#
        #expect(try ExampleCard.card().actionBinding == Hash256(of: form.utf8))
    }
}
