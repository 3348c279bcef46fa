/// The members of a JSON object in the order in which they were written.
package struct JSONObject: Sendable {
    package struct Member: Sendable {
        package var name: String
        package var value: JSONValue

        package init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    package var members: [Member]

    /// Names must be unique; where that is not certain, assign through the subscript, which replaces.
    package init(_ members: [Member] = []) {
        self.members = members
    }

    /// The member whose name has the same bytes, found by a linear search. Assigning replaces it in its place or
    /// appends it; assigning nil removes it.
    package subscript(name: String) -> JSONValue? {
        get {
            index(of: name).map { members[$0].value }
        }
        set {
            switch (index(of: name), newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    func index(of name: String) -> Int? {
        members.firstIndex { $0.name.hasSameBytes(as: name) }
    }
}

extension JSONObject: Equatable {
    /// Compares each pair of values once, so that nested objects in different orders cost no more than others.
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.members.count == right.members.count else { return false }
        let leftOrder = CanonicalOrder(of: left.members)
        let rightOrder = CanonicalOrder(of: right.members)
        return left.members.indices.allSatisfy { rank in
            left.members[leftOrder[rank]] == right.members[rightOrder[rank]]
        }
    }
}

extension JSONObject.Member: Equatable {
    package static func == (left: Self, right: Self) -> Bool {
        left.name.hasSameBytes(as: right.name) && left.value == right.value
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements.map { Member(name: $0.0, value: $0.1) })
    }
}
