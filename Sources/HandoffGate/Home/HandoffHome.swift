/// Where everything of one gate is kept.
package struct HandoffHome: Sendable, Equatable {
    /// `$HANDOFF_HOME`: queue, audit, keys and index.
    package let root: String
    /// `$HANDOFF_CONFIG`: configuration, policy and the user's themes.
    package let configuration: String

    package init(root: String, configuration: String) {
        self.root = root
        self.configuration = configuration
    }

    /// What the options say, else the environment, else the XDG places under `HOME`.
    package init(home: String?, configuration: String?, environment: [String: String]) throws(HomeError) {
        func place(_ given: String?, _ variable: String, _ base: String, _ fallback: String) throws(HomeError) -> String
        {
            if let path = given ?? environment[variable], !path.isEmpty { return path }
            if let folder = environment[base], folder.hasPrefix("/") { return folder + "/handoff" }
            guard let user = environment["HOME"], user.hasPrefix("/") else { throw .noPlace(variable: variable) }
            return user + fallback
        }
        root = try place(home, "HANDOFF_HOME", "XDG_STATE_HOME", "/.local/state/handoff")
        self.configuration = try place(configuration, "HANDOFF_CONFIG", "XDG_CONFIG_HOME", "/.config/handoff")
    }

    package var queue: String { root + "/queue" }
    package var audit: String { root + "/audit" }
    package var keys: String { root + "/keys" }
    package var index: String { root + "/index.sqlite" }
    /// What is being carried out, a locked file each.
    package var running: String { root + "/running" }
    package var policy: String { configuration + "/policy.yaml" }
    package var canaries: String { configuration + "/canaries" }
    package var themes: String { configuration + "/themes" }
}

package enum HomeError: Error, Equatable, Sendable {
    /// Neither an option, nor the variable, nor `HOME` tells where to go.
    case noPlace(variable: String)
    /// Nothing was set up at this path.
    case notInitialised(path: String)
}
