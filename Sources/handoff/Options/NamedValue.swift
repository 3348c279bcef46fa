import ArgumentParser

/// `NAME=VALUE`; the value may be empty and hold further `=`.
struct NamedValue: Equatable, ExpressibleByArgument {
    let name: String
    let value: String

    init?(argument: String) {
        guard let sign = argument.utf8.firstIndex(of: UInt8(ascii: "=")), sign != argument.startIndex else {
            return nil
        }
        name = String(argument[..<sign])
        value = String(argument[argument.utf8.index(after: sign)...])
    }
}

/// `AMOUNT:CUR`, for example `1200.00:EUR`. Whether both are well formed is for the card's reader to say.
struct AmountOfMoney: Equatable, ExpressibleByArgument {
    let amount: String
    let currency: String

    init?(argument: String) {
        let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        amount = String(parts[0])
        currency = String(parts[1])
    }
}
