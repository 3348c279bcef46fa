import Glibc

/// As many mails as there are cards, of the same size.
struct Maildir {
    let path: String
    let count: Int
    /// Stands in every subject.
    static let mark = "Approve:"

    init(_ count: Int, at path: String) throws {
        self.path = path
        self.count = count
        for name in ["", "/cur", "/new", "/tmp"] { try Files.makeFolder(path + name) }
        for number in 0..<count { try Files.write(Self.mail(number), to: "\(path)/cur/\(Self.name(number)):2,") }
        sync()
    }

    /// Writes a mail so that only the rename is missing that delivers it.
    func prepare(_ number: Int) throws -> Renaming {
        let name = Self.name(count + number)
        try Files.write(Self.mail(count + number), to: "\(path)/tmp/\(name)")
        return Renaming(from: "\(path)/tmp/\(name)", to: "\(path)/new/\(name)")
    }

    private static func name(_ number: Int) -> String { "\(1_704_067_200 + number * 60).M\(number)P1.bench" }

    private static func mail(_ number: Int) -> [UInt8] {
        var maker = CardMaker(number)
        let card = maker.card()
        let (hour, minute) = (number / 60 % 24, number % 60)
        let header = """
            From: agent \(number % 9) <agent\(number % 9)@agents.example>
            To: operator@agents.example
            Date: Mon, \(1 + number / 1440 % 28) Jan \(2010 + number / 40_320) \(padded(hour)):\(padded(minute)):00 +0000
            Message-ID: <\(card.id)@agents.example>
            Subject: \(mark) \(card.mark) \(number)
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8


            """
        return Array(header.utf8) + card.document.prefix(900) + [UInt8(ascii: "\n")]
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
