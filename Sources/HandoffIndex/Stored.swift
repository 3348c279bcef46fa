import FoundationEssentials
import HandoffAudit
import HandoffCards

// Values as the tables hold them; nil for NULL, and for what no version of this program wrote.

extension Hash256 {
    var blob: Data { Data(bytes) }

    init?(blob: Data) { self.init(bytes: blob) }

    init?(stored: Data?) {
        guard let stored else { return nil }
        self.init(bytes: stored)
    }
}

extension Timestamp {
    init?(stored: Int64?) {
        guard let stored else { return nil }
        self.init(milliseconds: stored)
    }
}

extension LineSpan {
    init?(offset: Int?, length: Int?) {
        guard let offset, let length else { return nil }
        self.init(offset: offset, length: length)
    }
}

extension CaseIterable where Self: Equatable, AllCases.Index == Int {
    init?(stored: Int?) {
        guard let stored, Self.allCases.indices.contains(stored) else { return nil }
        self = Self.allCases[stored]
    }

    var stored: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
