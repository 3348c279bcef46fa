import ArgumentParser
import HandoffCards

extension CardID: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

extension AuthorizationID: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

extension Outcome.Status: ExpressibleByArgument {}

extension TimeSpan: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
