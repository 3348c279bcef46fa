import Testing

@testable import StrictJSON

@Suite struct JSONValueTests {
    @Test func equalityIgnoresTheOrderOfMembers() {
        let left: JSONValue = ["a": 1, "b": ["c": [1, 2], "d": nil]]
        let right: JSONValue = ["b": ["d": nil, "c": [1, 2]], "a": 1]
        #expect(left == right)
    }

    @Test(
        arguments: [
            (JSONValue.null, false), (0, false), (0, "0"), ("a", "b"), ("", .null), ([], [:]), ([1, 2], [2, 1]),
            ([1], [1, 1]),
            (["a": 1], ["a": 2]), (["a": 1], ["b": 1]), (["a": 1], ["a": 1, "b": 2]),
            (["a": 1, "b": 2], ["a": 2, "b": 1]),
            ("\u{E9}", "e\u{301}"), (["\u{E9}": 1], ["e\u{301}": 1]),
        ] as [(JSONValue, JSONValue)])
    func inequality(left: JSONValue, right: JSONValue) {
        #expect(left != right)
        #expect(right != left)
    }

    /// Trying the stored order first at each level would double the work with each.
    @Test(.timeLimit(.minutes(20)))
    func equalityOfNestedObjectsInOtherOrders() {
        var (left, right, other): (JSONValue, JSONValue, JSONValue) = (1, 1, 2)
        for _ in 0..<32 {
            left = ["a": left, "b": 1, "c": 2]
            right = ["a": right, "c": 2, "b": 1]
            other = ["a": other, "c": 2, "b": 1]
        }
        #expect(left == right)
        #expect(left != other)
    }

    @Test func accessors() {
        #expect(JSONValue.null.isNull)
        #expect(!JSONValue.bool(false).isNull)
        #expect(JSONValue.bool(true).bool == true)
        #expect(JSONValue.number(1.5).number == 1.5)
        #expect(JSONValue.string("a").string == "a")
        #expect(JSONValue.array([1]).array == [1])
        #expect(JSONValue.object(["a": 1]).object == ["a": 1])
        let text: JSONValue = "text"
        #expect(
            text.bool == nil && text.number == nil && text.integer == nil && text.array == nil && text.object == nil)
        #expect(JSONValue.null.string == nil)
    }

    @Test func literals() {
        let value: JSONValue = [nil, true, 1, 1.5, "a", [], ["b": [:]]]
        #expect(value.text == #"[null,true,1,1.5,"a",[],{"b":{}}]"#)
    }

    @Test func objectSubscript() {
        var object: JSONObject = ["a": 1, "b": 2]
        object["c"] = 3
        object["a"] = "one"
        #expect(JSONValue.object(object).text == #"{"a":"one","b":2,"c":3}"#)
        object["b"] = nil
        object["x"] = nil
        #expect(JSONValue.object(object).text == #"{"a":"one","c":3}"#)
        #expect(object["b"] == nil)
        object["a"] = .some(.null)
        #expect(object["a"] == .some(.null))
        #expect(object["a"] != nil)
    }

    @Test func sameBytes() {
        let long = String(repeating: "x", count: 100)
        #expect("".hasSameBytes(as: ""))
        #expect("abc".hasSameBytes(as: "abc"))
        #expect(long.hasSameBytes(as: long + ""))
        #expect(!"abc".hasSameBytes(as: "abd"))
        #expect(!"abc".hasSameBytes(as: "ab"))
        #expect(!"\u{E9}".hasSameBytes(as: "e\u{301}"))
        #expect("\u{E9}" == "e\u{301}")
    }
}
