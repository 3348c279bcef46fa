import HandoffCards
import HandoffPolicy
import StrictJSON

/// The right to carry out one approved action, once. It was recorded that it starts; what became of it is recorded by `Gate.finish`.
package struct Release: Sendable {
    package let card: Card
    /// What was approved, complete.
    package let arguments: JSONObject
    /// The binding of that.
    package let action: Hash256
    /// What that acts on; nil where it is nothing, or several.
    package let target: String?
    /// What the policy, by which it was looked at, lets carry it out.
    package let executor: Executor?
    /// Goes with the process, so that others can tell when nobody is carrying it out any more.
    let mark: RunMark
}
