import Testing

@testable import StrictJSON

@Suite struct JSONWriterTests {
    @Test func compactKeepsTheOrderOfMembers() {
        let value: JSONValue = ["b": [1, 2.5, nil, true], "a": ["x": "y\n"], "e": [], "f": [:]]
        #expect(value.text == #"{"b":[1,2.5,null,true],"a":{"x":"y\n"},"e":[],"f":{}}"#)
    }

    @Test func pretty() {
        let value: JSONValue = ["b": [1, [:], [[]]], "a": ["x": "y"], "e": []]
        let expected = """
            {
              "b": [
                1,
                {},
                [
                  []
                ]
              ],
              "a": {
                "x": "y"
              },
              "e": []
            }
            """
        #expect(String(decoding: value.prettyBytes(), as: UTF8.self) == expected)
    }

    @Test(arguments: ["null", "true", "false", "-1.5", "\"\"", "[]", "{}"])
    func scalarsAreTheSameInBoth(text: String) throws {
        let value = try JSONValue(parsing: text)
        #expect(value.text == text)
        #expect(value.prettyBytes() == value.bytes())
    }
}
