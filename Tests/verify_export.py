#!/usr/bin/env python3
"""Checks an exported audit log by the rules of its VERIFY.md, with none of handoff's own code.

    verify_export.py FOLDER [--key FILE.jwk]... [--checkpoint NOTE]...

FOLDER is what `handoff audit export` wrote. The keys in it are believed only when none is given: give those that the
operator told you on another way. A checkpoint that was kept elsewhere must be one of this log. Ends with 0 when all
is as it should be, 1 when something is not, 2 when it cannot be checked. Needs Python 3.8 and `cryptography`.
"""

import argparse
import base64
import hashlib
import json
import pathlib
import re
import sys

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    sys.exit(sys.stderr.write("python's package cryptography is not installed\n") and 2)


class Broken(Exception):
    pass


def expect(condition, words):
    if not condition:
        raise Broken(words)


def strict(pairs):
    """No member may stand twice: readers differ in which one counts."""
    expect(len(dict(pairs)) == len(pairs), "a member stands twice")
    return dict(pairs)


def parse(data):
    try:
        return json.loads(data.decode("utf-8", "strict"), object_pairs_hook=strict)
    except ValueError as error:
        raise Broken(f"it is not JSON: {error}") from None


def digest(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


class Tree:
    """The Merkle tree of RFC 6962, as the stack of its perfect subtrees."""

    def __init__(self):
        self.size, self.stack = 0, []

    def push(self, count, value):
        expect(count > 0 and count & (count - 1) == 0 and self.size % count == 0, f"{count} lines cannot stand at {self.size}")
        self.size += count
        while self.stack and self.stack[-1][0] == count:
            value, count = digest(b"\1", self.stack.pop()[1], value), 2 * count
        self.stack.append((count, value))

    def root(self):
        if not self.stack:
            return digest()
        value = self.stack[-1][1]
        for _, left in reversed(self.stack[:-1]):
            value = digest(b"\1", left, value)
        return value


HEAD = re.compile(rb'\{"v":1,"seq":(0|[1-9][0-9]*),"prev":"([0-9a-f]{64})","time":"[^"]+","type":"([^"]+)","body":\{')


class Note:
    """A signed checkpoint (C2SP signed-note, tlog-checkpoint)."""

    def __init__(self, text):
        self.text = text
        body, gap, signatures = text.rpartition("\n\n")
        expect(gap and text.endswith("\n"), "a checkpoint has no signature")
        self.signed = (body + "\n").encode()
        lines = body.split("\n")
        expect(len(lines) >= 3 and re.fullmatch("0|[1-9][0-9]*", lines[1]), "a checkpoint has no size")
        self.origin, self.size, self.root = lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
        self.signatures = []
        for line in signatures.splitlines():
            dash, name, code = line.split(" ")
            expect(dash == "\u2014", "a checkpoint has something else than signatures at its end")
            code = base64.b64decode(code, validate=True)
            self.signatures.append((name, code[:4], code[4:]))

    def is_signed(self, keys):
        """Whether one of the keys signed it; a key's signature that does not fit is an error."""
        found = False
        for name, identity, signature in self.signatures:
            for key in keys:
                if name == self.origin and identity == digest(name.encode(), b"\n\1", key)[:4]:
                    try:
                        Ed25519PublicKey.from_public_bytes(key).verify(signature, self.signed)
                    except InvalidSignature:
                        raise Broken(f"the signature of the checkpoint of {self.size} lines does not fit") from None
                    found = True
        return found


def notes(data):
    """A file of notes, each ended by an empty line; one at the end that is not whole is passed over."""
    parts = data.decode("utf-8", "strict").split("\n\n")
    for text, signatures in zip(parts[::2], parts[1::2]):
        if text or signatures:
            yield Note(text + "\n\n" + signatures.rstrip("\n") + "\n")


class Verifier:
    def __init__(self, folder, keys, kept):
        self.folder = folder
        self.manifest = parse((folder / "manifest.json").read_bytes())
        expect(self.manifest.get("handoff_export") == 1, "manifest.json is of another kind or version")
        names = keys or [folder / name for name in self.manifest["keys"]]
        self.keys = [self.key(parse(pathlib.Path(name).read_bytes())) for name in names]
        self.notes = []
        if (folder / "audit/checkpoints").exists():
            self.notes = list(notes((folder / "audit/checkpoints").read_bytes()))
        self.kept = [note for path in kept for note in notes(pathlib.Path(path).read_bytes() + b"\n\n")]
        self.wanted = {note.size for note in self.notes + self.kept}
        self.tree, self.roots, self.previous, self.origin = Tree(), {0: digest()}, bytes(32), None
        self.whole = self.redacted = self.omitted = self.checkpoints = 0
        self.signed = self.unknown = self.covered = 0

    @staticmethod
    def key(jwk):
        expect(jwk.get("kty") == "OKP" and jwk.get("crv") == "Ed25519" and "d" not in jwk, "a key is no public Ed25519 key")
        return base64.urlsafe_b64decode(jwk["x"] + "=" * (-len(jwk["x"]) % 4))

    def push(self, count, value):
        if self.tree.size == 0:
            self.origin = "handoff/" + value.hex()[:16] if count == 1 else None
        self.tree.push(count, value)
        if self.tree.size in self.wanted:
            self.roots[self.tree.size] = self.tree.root()
        # The hash of the line before is known only when that line stands for itself.
        self.previous = value if count == 1 else None

    def line(self, data):
        head = HEAD.match(data)
        expect(head and data.endswith(b"}}"), "it has not the form of a line")
        expect(int(head[1]) == self.tree.size, f"its number is {int(head[1])}")
        if self.previous is not None:
            expect(bytes.fromhex(head[2].decode()) == self.previous, "it does not follow the line before")
        body = parse(data)["body"]
        if head[3] == b"log.checkpoint":
            self.checkpoint(body)
        self.whole += 1
        self.push(1, digest(b"\0", data))

    def checkpoint(self, body):
        root = self.tree.root()
        expect(body["size"] == self.tree.size and body["root"] == "sha256:" + root.hex(), "its checkpoint has another root")
        expect(body["frontier"] == [value.hex() for _, value in self.tree.stack], "its checkpoint has another frontier")
        if body["note"] is not None:
            note = Note(body["note"])
            expect((note.size, note.root) == (self.tree.size, root), "its note is about something else")
            self.judge(note)
        self.checkpoints += 1

    def record(self, data):
        if data.startswith(b'{"v":1,'):
            return self.line(data)
        record = parse(data)
        expect(record["seq"] == self.tree.size, f"its number is {record['seq']}")
        if "omitted" in record:
            self.omitted += record["omitted"]
            self.push(record["omitted"], bytes.fromhex(record["hash"]))
        else:
            line = record["line"]
            expect(line["seq"] == self.tree.size, "the redacted line has another number")
            if self.previous is not None:
                expect(line["prev"] == self.previous.hex(), "it does not follow the line before")
            self.redacted += 1
            self.push(1, bytes.fromhex(record["leaf"]))

    def file(self, entry):
        path = self.folder / entry["name"]
        expect(path.resolve().parent == (self.folder / "audit").resolve(), f"{entry['name']} is not in the export")
        whole, count, length = hashlib.sha256(), 0, 0
        with open(path, "rb") as file:
            for data in file:
                count, length = count + 1, length + len(data)
                try:
                    expect(data.endswith(b"\n"), "it is cut off")
                    self.record(data[:-1])
                except (Broken, KeyError, TypeError, ValueError) as error:
                    raise Broken(f"{entry['name']}, line {count}: {error}") from None
                whole.update(data)
        expect(count == entry["lines"] and length == entry["bytes"], f"{entry['name']} is longer or shorter than the manifest says")
        expect(whole.hexdigest() == entry["sha256"], f"{entry['name']} is not the file of the manifest")

    def judge(self, note):
        if self.origin is not None:
            expect(note.origin == self.origin, f"a checkpoint is about the log {note.origin}, and this is {self.origin}")
        if not note.is_signed(self.keys):
            self.unknown += 1
            return False
        self.signed += 1
        self.covered = max(self.covered, note.size)
        return True

    def settle(self, note, words):
        expect(note.size <= self.tree.size, f"{words} is of {note.size} lines, and there are {self.tree.size}: lines were cut off")
        if note.size not in self.roots:
            raise Broken(f"{words} is of {note.size} lines, and those were left out together with later ones")
        if self.roots[note.size] != note.root:
            raise Broken(f"{words} of {note.size} lines has another root: they were rewritten")

    def run(self):
        for entry in self.manifest["files"]:
            self.file(entry)
        root = self.tree.root()
        stated = self.manifest["lines"]
        expect(self.tree.size == stated, f"there are {self.tree.size} lines, and the manifest says {stated}")
        expect(root.hex() == self.manifest["root"], "the root is not that of the manifest")
        expect(self.previous is None or self.previous.hex() == self.manifest["last"], "the last line is not that of the manifest")
        for note in self.notes:
            if self.judge(note):
                self.settle(note, "a signed checkpoint")
        for note in self.kept:
            expect(self.judge(note), f"the checkpoint of {note.size} lines is not signed by a key that is given")
            self.settle(note, "the checkpoint that was kept")
        return root


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=pathlib.Path)
    options.add_argument("--key", action="append", default=[])
    options.add_argument("--checkpoint", action="append", default=[])
    given = options.parse_args()
    try:
        verifier = Verifier(given.folder, given.key, given.checkpoint)
        root = verifier.run()
    except OSError as error:
        print(f"cannot check: {error}", file=sys.stderr)
        return 2
    except (Broken, KeyError, TypeError, ValueError) as error:
        print(f"broken: {error}", file=sys.stderr)
        return 1
    print(f"root {root.hex()}")
    print(f"lines {verifier.tree.size}: {verifier.whole} whole, {verifier.redacted} redacted, {verifier.omitted} left out")
    print(f"checkpoints in lines {verifier.checkpoints}, signatures {verifier.signed}, of unknown keys {verifier.unknown}")
    print(f"signed lines {verifier.covered} of {verifier.tree.size}")
    if not given.key:
        print("the keys are the export's own: compare them with what the operator told you", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
