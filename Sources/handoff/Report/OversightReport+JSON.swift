import HandoffAudit
import HandoffCards
import StrictJSON

extension OversightReport {
    var document: JSONValue {
        let times = figures.times
        return [
            "made": .string(made.description), "handoff": .string(version), "log": .string(origin),
            "filter": JSONValue(filter),
            "from": JSONValue(figures.period?.lowerBound.description),
            "to": JSONValue(figures.period?.upperBound.description),
            "cases": .number(Double(figures.cases)),
            "actions": .array(figures.actions.map(\.document)),
            "triggers": .object(
                JSONObject(
                    Card.Trigger.allCases.map {
                        .init(name: $0.rawValue, value: .number(Double(figures.triggers[$0, default: 0])))
                    })),
            "looked": [
                "decisions": .number(Double(times.count)), "median_ms": JSONValue(times.looked(quantile: 0.5)),
                "p90_ms": JSONValue(times.looked(quantile: 0.9)), "faster_than_reading": times.quick.document,
            ],
            "failures": .array(FailureClass.allCases.map(failure)),
            "chain": chain.document,
        ]
    }

    private func failure(_ failure: FailureClass) -> JSONValue {
        let list = figures.list(failure)
        return [
            "class": .string(failure.rawValue), "cases": .number(Double(list.count)),
            "by_action": .object(
                JSONObject(
                    list.byAction.sorted { $0.key < $1.key }.map {
                        .init(name: $0.key, value: .number(Double($0.value)))
                    })),
            "newest": .array(list.newest.map(\.document)),
        ]
    }
}

extension AuditReport.FailureList.Entry {
    fileprivate var document: JSONValue {
        [
            "card": .string(auditCase.card.text), "account": JSONValue(auditCase.account),
            "agent": .string(auditCase.agent),
            "action": .string(auditCase.actionType), "target": JSONValue(auditCase.target),
            "proposed": .string(auditCase.proposedAt.description),
            "decided": JSONValue(auditCase.decidedAt?.description),
            "operator": JSONValue(auditCase.operator), "outcome": JSONValue(auditCase.outcome?.rawValue),
            "overruled_by": JSONValue(overruledBy?.text),
        ]
    }
}

extension ActionOversight {
    fileprivate var document: JSONValue {
        func number(_ value: Int) -> JSONValue { .number(Double(value)) }
        return [
            "action": .string(action), "risk": .string(risk.word), "proposed": number(proposed),
            "pending": number(pending),
            "decided": number(asked.all), "approved": number(asked.approved), "edited": number(asked.edited),
            "declined": number(asked.declined), "answered": number(asked.answered),
            "alone_by_policy": number(aloneByPolicy), "alone_by_authorization": number(aloneByAuthorization),
            "refused_by_policy": number(refusedByPolicy), "expired": number(expired), "withdrawn": number(withdrawn),
            "skips": number(skips), "approval_rate": approvalRate.document,
            "outcomes": [
                "succeeded": number(outcomes.succeeded), "failed": number(outcomes.failed),
                "rolled_back": number(outcomes.rolledBack), "not_attempted": number(outcomes.notAttempted),
                "none": number(outcomes.unreported), "differed": number(outcomes.differed),
            ],
        ]
    }
}

extension Share {
    fileprivate var document: JSONValue {
        [
            "part": .number(Double(part)), "whole": .number(Double(whole)),
            "share": value.map(JSONValue.number) ?? .null,
            "low": interval.map { .number($0.lowerBound) } ?? .null,
            "high": interval.map { .number($0.upperBound) } ?? .null,
        ]
    }
}

extension ChainStatus {
    fileprivate var document: JSONValue {
        [
            "holds": .bool(holds), "lines": .number(Double(lines)), "root": JSONValue(root?.hex),
            "last": .string(leaf.hex),
            "broken": JSONValue(broken), "checkpoints": .number(Double(checkpoints)),
            "problem": JSONValue(problem), "covered": .number(Double(covered)),
            "keys": .array(keys.map { ["id": .string($0.id), "name": .string($0.name)] }),
        ]
    }
}

extension JSONValue {
    fileprivate init(_ number: Int?) { self = number.map { .number(Double($0)) } ?? .null }
}
