extension JSONValue {
    /// Reads one JSON document: RFC 8259 to the letter, UTF-8 only, and stricter where the RFC leaves readers to
    /// disagree. See `JSONParser`.
    package init(parsing bytes: UnsafeRawBufferPointer) throws(JSONError) {
        var parser = JSONParser(bytes)
        self = try parser.document()
    }

    package init(parsing bytes: [UInt8]) throws(JSONError) {
        self = try bytes.withUnsafeBytes { bytes in
            Result { () throws(JSONError) in try JSONValue(parsing: bytes) }
        }.get()
    }

    package init(parsing text: String) throws(JSONError) {
        self = try text.withBytes { bytes in
            Result { () throws(JSONError) in try JSONValue(parsing: UnsafeRawBufferPointer(bytes)) }
        }.get()
    }
}
