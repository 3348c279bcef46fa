extension JSONValue {
    /// How deep arrays and objects may be nested in what comes from outside.
    package static let depthLimit = 32

    /// Reads one JSON document: RFC 8259 to the letter, UTF-8 only, and stricter where the RFC leaves readers to
    /// disagree. See `JSONParser`.
    ///
    /// - Parameter depthLimit: for our own documents that enclose one from outside, as many levels more as they add.
    ///   It bounds the recursion too, so keep it small.
    package init(
        parsing bytes: UnsafeRawBufferPointer, depthLimit: Int = JSONValue.depthLimit
    ) throws(JSONError) {
        var parser = JSONParser(bytes, depthLimit: depthLimit)
        self = try parser.document()
    }

    package init(parsing bytes: [UInt8], depthLimit: Int = JSONValue.depthLimit) throws(JSONError) {
        self = try bytes.withUnsafeBytes { bytes in
            Result { () throws(JSONError) in try JSONValue(parsing: bytes, depthLimit: depthLimit) }
        }.get()
    }

    package init(parsing text: String, depthLimit: Int = JSONValue.depthLimit) throws(JSONError) {
        self = try text.withBytes { bytes in
            Result { () throws(JSONError) in
                try JSONValue(parsing: UnsafeRawBufferPointer(bytes), depthLimit: depthLimit)
            }
        }.get()
    }
}
