/// The text that goes with every export, for whoever checks it without this program.
enum VerifyInstructions {
    static let text = """
        # How to check this export

        Nothing here needs to be believed. With SHA-256, Ed25519 and the rules below you can check it all, by a program of your own.
        `‖` puts bytes one after the other; hashes are written as 64 hexadecimal digits.

        ## What is here

        - `manifest.json`: what was exported, when, and what was left out. All its figures can be computed from the rest. `filter`
          says which cases are here; where values were redacted it is "[redacted]", because it could tell them.
        - `audit/audit.jsonl`, and before it `audit/audit-N.jsonl` where the log was begun anew at line N: the log, byte for byte. Or, when
          only a part was exported, `audit/records.jsonl`, which has something for every line (see below).
        - `audit/checkpoints`: signed statements of what the log was, each ended by an empty line. Without this file nothing was signed.
        - `keys/*.jwk`: public keys (Ed25519, RFC 8037). Compare them with what the operator gave you on another way: whoever wrote a false
          log could have put false keys here, too.

        ## Lines and their chain

        Each line is `{"v":1,"seq":S,"prev":"…","time":"…","type":"…","body":{…}}` and a line feed.

        - The *leaf hash* of a line is SHA-256(0x00 ‖ the line's bytes without the line feed).
        - `seq` counts from 0 without a gap. `prev` is the leaf hash of the line before, and 64 zeros in the first.

        ## The tree

        The leaf hashes are the leaves of a Merkle tree as in RFC 6962, section 2.1. To compute the root:

        1. Start with an empty stack. For each line push (1, leaf hash).
        2. While the last two entries have the same size n: take both off and push (2n, SHA-256(0x01 ‖ left ‖ right)).
        3. At the end: take the last entry's hash as root; for each entry before it, from the last to the first:
           root = SHA-256(0x01 ‖ its hash ‖ root). Without any line the root is SHA-256 of nothing.

        ## Checkpoints

        A checkpoint is a signed note (C2SP signed-note and tlog-checkpoint): three lines, an empty line, and a signature line.

            handoff/<first 16 digits of the leaf hash of line 0>
            <number of lines N>
            <root over the first N lines, base64>

            — <the first line again> <base64 of: key ID (4 bytes) ‖ signature (64 bytes)>

        - The root that you compute over the first N lines must be this one.
        - The signature is Ed25519 over the first three lines with their line feeds.
        - The key ID is the first 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key of 32 bytes), with the name as on the signature line.

        For lines after the last checkpoint only the chain speaks. If you were given a checkpoint earlier and kept it, check it like these: then
        nobody can have rewritten what it covers since. Lines of the type `log.checkpoint` repeat such statements within the log: `size` is
        their own `seq`, `root` the root over all lines before, `frontier` the hashes on the stack at that point.

        ## When only a part was exported

        Each line of `audit/records.jsonl` is one of three things, told apart by how it begins:

        - `{"v":1,`: a line of the log, byte for byte.
        - `{"omitted":C,"seq":S,"hash":"…"}`: C lines from line S on were left out. C is a power of two and divides S; push (C, hash) on the
          stack and go on with step 2.
        - `{"redacted":[…],"seq":S,"leaf":"…","line":{…}}`: line S with the values at these places replaced by "[redacted]". Push
          (1, leaf). Its text cannot be checked, but its digests (below) can be held against what you know from elsewhere.

        Check `prev` wherever the leaf hash of the line before is known.

        ## Cards, actions and decisions

        - `handoff.proposed`: `digest` is `sha256:` and SHA-256 of `document` in the canonical form of RFC 8785.
        - `action` is SHA-256 of the canonical form of `{"account","action","agent","arguments","target"}`: the card's account (left out where
          it has none), the action's type, the agent's name, the arguments, and the action's target (left out where it has none). In
          `handoff.decided` it is the same with the arguments that were approved: `arguments` there, or else those of the card.
        - `token` in `handoff.decided` is a JSON Web Signature (RFC 7515, EdDSA) by one of the keys; its claims repeat the digests.
        - `execution.finished`: `action`, where there is one, is the digest of what the agent says it carried out. Where it is not the one that
          was approved, something else was done.

        """
}
