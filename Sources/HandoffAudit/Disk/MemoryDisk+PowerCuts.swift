extension MemoryDisk {
    /// What a power cut leaves of what was not made durable.
    package enum Survival: Sendable, CaseIterable {
        case nothing, half, halfWithNames, everything
    }

    /// The disk after a power cut: with everything that was synced and, of the rest, what `survival` says. No locks, no
    /// faults.
    package func restarted(_ survival: Survival) -> MemoryDisk {
        let keepsNames = survival == .halfWithNames || survival == .everything
        return restarted(keepsName: { _ in keepsNames }, survivor: { Self.survivor(of: $0, survival) })
    }

    /// How many files were made or renamed since their folder was synced.
    package var unsyncedNames: Int { contents.withLock { $0.unsyncedNames.count } }

    /// As `restarted(_:)` for what was written. Of the changes of names that were not synced only those are kept, of which the bit of
    /// this number is set, counted from the oldest: not all file systems keep them in their order.
    package func restarted(_ survival: Survival, names: Int) -> MemoryDisk {
        restarted(keepsName: { names & (1 << $0) != 0 }, survivor: { Self.survivor(of: $0, survival) })
    }

    /// With any of the changes of names that were not synced, and of each file any beginning of what was written, in which blocks
    /// may be missing.
    package func restarted(_ random: inout some RandomNumberGenerator) -> MemoryDisk {
        // Each kind of chance also comes alone.
        let (names, sizes) = (Int.random(in: 0..<4, using: &random), Int.random(in: 0..<4, using: &random))
        let bits = random.next()
        return restarted(
            keepsName: { names == 0 ? false : names == 1 ? true : bits & (1 << UInt64($0 & 63)) != 0 },
            survivor: { sizes == 0 ? $0.durable : Self.survivor(of: $0, &random) })
    }

    private func restarted(keepsName: (Int) -> Bool, survivor: (Content) -> [UInt8]) -> MemoryDisk {
        let before = contents.withLock { $0 }
        var after = Contents()
        after.names = before.durableNames
        for (place, change) in before.unsyncedNames.enumerated() where keepsName(place) {
            change.apply(to: &after.names)
        }
        after.durableNames = after.names
        for number in Set(after.names.values).sorted() {
            guard let file = before.files[number] else { continue }
            let bytes = survivor(file)
            after.files[number] = Content(written: bytes, durable: bytes)
        }
        return MemoryDisk(after)
    }

    private static func survivor(of file: Content, _ survival: Survival) -> [UInt8] {
        switch survival {
        case .nothing: return file.durable
        case .everything: return file.written
        case .half, .halfWithNames:
            guard file.isAppended else { return file.durable }
            return Array(file.written.prefix((file.durable.count + file.written.count) / 2))
        }
    }

    private static func survivor(of file: Content, _ random: inout some RandomNumberGenerator) -> [UInt8] {
        guard file.isAppended else { return Bool.random(using: &random) ? file.written : file.durable }
        let synced = file.durable.count
        var bytes = Array(file.written.prefix(Int.random(in: synced...file.written.count, using: &random)))
        if Bool.random(using: &random) { return bytes }
        // Blocks reach the disk in any order; one that did not reads as zeros where the file was made longer.
        let size = [512, 4096].randomElement(using: &random) ?? 512
        var start = synced
        while start < bytes.count {
            let end = min(bytes.count, (start / size + 1) * size)
            if Bool.random(using: &random) { for place in start..<end { bytes[place] = 0 } }
            start = end
        }
        return bytes
    }
}

extension MemoryDisk.Content {
    fileprivate var isAppended: Bool { written.starts(with: durable) }
}
