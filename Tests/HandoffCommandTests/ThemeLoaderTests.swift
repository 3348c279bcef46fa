import StrictYAML
import Terminal
import Testing

@testable import handoff

@Suite struct ThemeLoaderTests {
    static let repository = #filePath.split(separator: "/").dropLast(3).map { "/" + String($0) }.joined()

    @Test func loadsAllThatAreShipped() throws {
        let loader = ThemeLoader(folders: [Self.repository + "/themes"])
        #expect(loader.names().contains(ThemeLoader.standardTheme))
        for name in loader.names() { #expect(try loader.theme(named: name).name == name) }
    }

    @Test func standardThemeNeedsNoFile() throws {
        #expect(try ThemeLoader(folders: []).theme(named: nil) == Theme.builtIn)
        let error = #expect(throws: ThemeNotFound.self) { _ = try ThemeLoader(folders: ["/x"]).theme(named: "nord") }
        #expect(error == ThemeNotFound(name: "nord", has: [], folders: ["/x"]))
    }

    @Test func firstFolderWinsAndParentsComeFromAny() throws {
        let home = try TestHome()
        let (own, other) = (home.place.themes, home.place.configuration)
        try home.write("inherits: base\nstyles: {title: {fg: red}}\n", to: own + "/mine.yaml")
        try home.write("styles: {title: {fg: nonsense}}\n", to: other + "/mine.yaml")
        try home.write("palette: {ink: '#102030'}\nstyles: {text: {fg: ink}}\n", to: other + "/base.yaml")
        let theme = try ThemeLoader(folders: [own, other]).theme(named: "mine")
        #expect(theme.style("title", depth: .sixteen).foreground == .indexed(1))
        #expect(theme.style("text", depth: .trueColor).foreground == .rgb(0x10, 0x20, 0x30))
        #expect(ThemeLoader(folders: [own, other]).names() == ["base", "config", "mine"])
    }

    @Test(arguments: [
        ("name: other\n", 1, 7, "should be the file's"),
        ("styles:\n  title: {fg: red, colour: blue}\n", 2, 20, "colour"),
        ("styles:\n  title: {fg: redd}\n", 2, 15, "redd"),
        ("palette:\n  ink: inky\nstyles: {text: {fg: ink}}\n", 2, 8, "inky"),
        ("styles:\n  titel: {fg: red}\n", 2, 3, "titel"),
        ("styles:\n  title: {attributes: [bold, blink]}\n", 2, 30, "blink"),
        ("inherits: nowhere\n", 1, 11, "nowhere"),
        ("inherits: mine\n", 1, 11, "inherit"),
        ("styles: [a]\n", 1, 9, "mapping"),
        ("", 1, 1, "empty"),
    ])
    func saysWhere(_ text: String, _ line: Int, _ column: Int, _ word: String) throws {
        let home = try TestHome()
        try home.write(text, to: home.place.themes + "/mine.yaml")
        let loader = ThemeLoader(folders: [home.place.themes])
        let problem = #expect(throws: YAMLProblem.self) { _ = try loader.theme(named: "mine") }
        #expect(problem?.file == home.place.themes + "/mine.yaml")
        #expect(problem?.line == line)
        #expect(problem?.column == column)
        #expect(problem?.reason.contains(word) == true)
    }

    @Test func looksBesideTheExecutable() {
        let folders = ThemeLoader.foldersBeside(executable: Self.repository + "/.build/debug/handoff")
        #expect(folders == [Self.repository + "/.build/share/handoff/themes", Self.repository + "/themes"])
        #expect(ThemeLoader.foldersBeside(executable: "/usr/local/bin/handoff") == ["/usr/local/share/handoff/themes"])
    }
}
