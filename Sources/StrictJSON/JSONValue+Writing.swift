extension JSONObject {
    /// Appends the members in their stored order, each value in canonical form, without braces around them.
    package func appendMembers(to output: inout [UInt8]) {
        var writer = JSONWriter(.canonical)
        writer.writeStored(members)
        writer.output.withElements(from: 0) { output.append(contentsOf: $0) }
    }
}

extension JSONValue {
    /// Compact JSON, members in their stored order.
    ///
    /// - Precondition: here and below, all numbers are finite; JSON has no others, and the reader makes none.
    package func bytes() -> [UInt8] {
        bytes(.compact)
    }

    /// JSON with two spaces of indentation and without a line feed at the end, members in their stored order.
    package func prettyBytes() -> [UInt8] {
        bytes(.indented)
    }

    /// The canonical form of RFC 8785 (JCS): equal values have equal bytes, so that digests of them can be compared.
    package func canonicalBytes() -> [UInt8] {
        bytes(.canonical)
    }

    /// Appends the canonical form.
    package func appendCanonical(to output: inout [UInt8]) {
        var writer = JSONWriter(.canonical)
        writer.write(self)
        writer.output.withElements(from: 0) { output.append(contentsOf: $0) }
    }

    private func bytes(_ layout: JSONWriter.Layout) -> [UInt8] {
        var writer = JSONWriter(layout)
        writer.write(self)
        return writer.output.withElements(from: 0) { Array($0) }
    }
}
