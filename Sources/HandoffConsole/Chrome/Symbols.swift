/// The glyphs of the console's own drawing, for terminals that know UTF-8 and for those that do not. All are one column
/// wide.
struct Symbols: Equatable {
    let horizontal, vertical: String
    let topLeft, topRight, bottomLeft, bottomRight: String
    let leftTee, rightTee, topTee, bottomTee: String
    let gutter: String
    let up, down: String
    let arrow: String
    let dot: String
    let times: String
    let barFull, barEmpty: String
    let ellipsis: String
    let dash: String
    /// From low to high.
    let levels: [String]
    let hasBraille: Bool

    static let box = Symbols(
        horizontal: "─", vertical: "│", topLeft: "┌", topRight: "┐", bottomLeft: "└", bottomRight: "┘", leftTee: "├",
        rightTee: "┤", topTee: "┬", bottomTee: "┴", gutter: "┊", up: "↑", down: "↓", arrow: "→", dot: "·", times: "×",
        barFull: "█", barEmpty: "░", ellipsis: "…", dash: "–",
        levels: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], hasBraille: true)

    static let ascii = Symbols(
        horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+", leftTee: "+",
        rightTee: "+", topTee: "+", bottomTee: "+", gutter: ":", up: "^", down: "v", arrow: ">", dot: "-", times: "x",
        barFull: "#", barEmpty: ".", ellipsis: "~", dash: "-",
        levels: [".", ":", "-", "=", "+", "*", "#", "%"], hasBraille: false)
}
