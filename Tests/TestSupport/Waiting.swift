import Glibc

/// Asks again and again until the answer is yes. Only a failure waits long; then it says no.
package func comesTrue(within limit: Duration = .seconds(60), _ ask: () throws -> Bool) rethrows -> Bool {
    let deadline = ContinuousClock.now + limit
    while try !ask() {
        if ContinuousClock.now > deadline { return false }
        usleep(100)
    }
    return true
}
