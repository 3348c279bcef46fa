import StrictJSON
import TestSupport
import Testing

@Suite("Other languages' libraries verify a decision's token", .fewAtOnce)
struct TokenTests {
    @Test(
        .enabled("python3 with one of the packages joserfc, PyJWT and cryptography is not installed") {
            await !importable().isEmpty
        }, arguments: await importable())
    func verifies(with library: String) async throws {
        let home = try await Home()
        let id = "token-1"
        try await home.submit(SampleCard.renewal(id: id), id: id)
        let decision = try await home.handoff("decide", id, "approve", "--json").json
        let token = try #require(decision["token"]?.string)
        let keys = Files.names(in: "\(home.path)/keys/trusted").filter { $0.hasSuffix(".jwk") }
        let key = "\(home.path)/keys/trusted/\(try #require(keys.first))"

        let result = try await Self.python(["-c", Self.verifier, library, key, token])
        #expect(result.status == 0, "\(result)")
        let (header, claims) = (try result.json["header"], try result.json["claims"])
        let publicKey = try JSONValue(parsing: Files.read(key))
        #expect(header == ["alg": "EdDSA", "typ": "handoff-decision+jwt", "kid": publicKey["kid"] ?? nil])

        let line = try #require(try home.audit.first { $0["type"]?.string == "handoff.decided" })
        let proposed = try #require(try home.facts("handoff.proposed").first)
        #expect(claims?["jti"]?.string == id)
        #expect(claims?["decision"]?.string == "approved")
        #expect(claims?["sub"] == decision["operator"])
        #expect(claims?["card"] == proposed["digest"])
        #expect(claims?["action"] == proposed["action"])
        #expect(claims?["policy"] == line["body"]?["policy"])
        #expect(claims?["seq"] == line["seq"])
        #expect(claims?["iss"]?.string?.isEmpty == false)
        let (issued, expires) = (claims?["iat"]?.integer ?? 0, claims?["exp"]?.integer ?? 0)
        #expect(issued > 0 && expires > issued)

        let (body, signature) = try #require(Self.split(token))
        let forged = body + (signature.first == "A" ? "B" : "A") + signature.dropFirst()
        #expect(try await Self.python(["-c", Self.verifier, library, key, forged]).status != 0)
    }

    private static func python(_ words: [String]) async throws -> Command.Result {
        let folder = try TemporaryFolder()
        return try await Command(["python3"] + words, environment: Home.environment(in: folder, more: [:])).result()
    }

    /// Which libraries this machine's Python has.
    static func importable() async -> [String] {
        var found: [String] = []
        for library in ["joserfc", "jwt", "cryptography"]
        where (try? await python(["-c", "import \(library)"]))?.status == 0 { found.append(library) }
        return found
    }

    /// A token up to its signature, and the signature.
    private static func split(_ token: String) -> (String, String)? {
        guard let dot = token.lastIndex(of: ".") else { return nil }
        return (String(token[...dot]), String(token[token.index(after: dot)...]))
    }

    /// Takes a library's name, the file of a public key, and a token; prints its header and claims, or fails.
    private static let verifier = """
        import base64, json, sys
        library, path, token = sys.argv[1:]
        key = json.load(open(path))
        part = lambda text: base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        head, body, signature = token.split(".")
        if library == "joserfc":
            from joserfc import jwt
            from joserfc.jwk import OKPKey
            allowed = {"kty": key["kty"], "crv": key["crv"], "x": key["x"]}
            parsed = jwt.decode(token, OKPKey.import_key(allowed), algorithms=["EdDSA"])
            header, claims = parsed.header, parsed.claims
        elif library == "jwt":
            import jwt
            public = jwt.algorithms.OKPAlgorithm.from_jwk(json.dumps(key))
            header, claims = jwt.get_unverified_header(token), jwt.decode(token, public, algorithms=["EdDSA"])
        else:
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
            public = Ed25519PublicKey.from_public_bytes(part(key["x"]))
            public.verify(part(signature), (head + "." + body).encode())
            header, claims = json.loads(part(head)), json.loads(part(body))
        print(json.dumps({"header": header, "claims": claims}))
        """
}
