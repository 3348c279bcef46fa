import HandoffAudit
import HandoffCards
import Terminal

extension ConsoleState {
    /// Requests that change standing authorizations. To tighten takes one key; to go on with one that approves is asked back.
    mutating func performOnAuthorizations(_ request: Request) -> [ConsoleEffect] {
        guard !isReadOnly else {
            status.refuse(.warn, "Read-only: authorizations stay as they are", at: uptime)
            return []
        }
        switch request {
        case .pauseAll:
            let active = authorizations.rows.filter { $0.state == .active || $0.state == .due }.map(\.id)
            guard !active.isEmpty else {
                status.refuse(.info, "None is in force", at: uptime)
                return []
            }
            return [.changeAuthorizations(active, .suspended)]
        case .revoke:
            guard let row = openRow else { return [] }
            return [.changeAuthorizations([row.id], .revoked)]
        case .renew:
            guard let row = openRow else { return [] }
            dialog = .renew(row.id)
            return []
        default: return []
        }
    }

    /// The one under the cursor, unless it has ended.
    private var openRow: AuthorizationRow? {
        mutating get {
            guard let row = authorizations.current else {
                status.refuse(.info, "There is no standing authorization", at: uptime)
                return nil
            }
            guard row.state.isOpen else {
                status.refuse(.info, "\(row.id) is \(row.state.rawValue), for good", at: uptime)
                return nil
            }
            return row
        }
    }

    mutating func authorizationsChanged(_ ids: [AuthorizationID], _ kind: AuditFact.AuthorizationChange.Kind) {
        let names = ids.count > 3 ? Words.count(ids.count, "authorization") : ids.map(\.text).joined(separator: ", ")
        let words =
            switch kind {
            case .revoked: "Revoked \(names): nothing more starts by it"
            case .suspended: "Paused \(names): nothing more starts by it until somebody goes on with it"
            case .renewed: "Going on with \(names) for 30 days"
            case .resumed, .expired, .reviewAsked: "\(names) changed"
            }
        status.tell(kind.loosens ? .info : .warn, words, at: uptime)
        authorizations.forget()
    }

    mutating func openAuthorization() {
        authorizations.opened = authorizations.current?.id
        authorizations.layOutDetail(layout)
    }

    mutating func closeAuthorization() {
        authorizations.opened = nil
        authorizations.detail = nil
    }
}
