package enum HandoffVersion {
    package static let current = "0.1.0"
}
