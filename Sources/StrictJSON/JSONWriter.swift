/// Writes values as JSON. Strings and numbers have one spelling in every layout, that of the canonical form.
struct JSONWriter: ~Copyable {
    enum Layout {
        /// Without white space, members in their stored order.
        case compact
        /// Two spaces of indentation, members in their stored order.
        case indented
        /// RFC 8785: without white space, members sorted.
        case canonical
    }

    private let layout: Layout
    var output = GrowingBuffer<UInt8>(capacity: 1024)

    init(_ layout: Layout = .compact) {
        self.layout = layout
    }

    /// - Parameter depth: how many arrays and objects are open around the value.
    mutating func write(_ value: JSONValue, depth: Int = 0) {
        switch value {
        case .string(let string): write(string: string)
        case .number(let number): write(number: number)
        case .object(let object): write(object.members, depth: depth)
        case .array(let elements): write(elements, depth: depth)
        case .bool(let bool): output.append(bool ? "true" : "false")
        case .null: output.append("null")
        }
    }

    private mutating func write(_ elements: [JSONValue], depth: Int) {
        output.append(UInt8(ascii: "["))
        for index in elements.indices {
            beginItem(index, depth: depth)
            write(elements[index], depth: depth + 1)
        }
        if !elements.isEmpty { newLine(depth) }
        output.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ members: [JSONObject.Member], depth: Int) {
        output.append(UInt8(ascii: "{"))
        let order = layout == .canonical ? CanonicalOrder(of: members) : .stored
        for rank in members.indices {
            beginItem(rank, depth: depth)
            let index = order[rank]
            write(string: members[index].name)
            output.append(UInt8(ascii: ":"))
            if layout == .indented { output.append(UInt8(ascii: " ")) }
            write(members[index].value, depth: depth + 1)
        }
        if !members.isEmpty { newLine(depth) }
        output.append(UInt8(ascii: "}"))
    }

    /// Members in their stored order, whatever the layout, without braces around them.
    mutating func writeStored(_ members: [JSONObject.Member]) {
        for (place, member) in members.enumerated() {
            if place > 0 { output.append(UInt8(ascii: ",")) }
            write(string: member.name)
            output.append(UInt8(ascii: ":"))
            write(member.value)
        }
    }

    private mutating func beginItem(_ index: Int, depth: Int) {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        newLine(depth + 1)
    }

    private mutating func newLine(_ depth: Int) {
        guard layout == .indented else { return }
        output.append(UInt8(ascii: "\n"))
        output.append(UInt8(ascii: " "), count: depth * 2)
    }
}
