import HandoffCards

extension ConsoleState {
    /// The uptime, in milliseconds, at which the picture next changes by itself; nil when it never does.
    package var nextWake: Int? {
        [guardWake, status.passing == nil ? nil : status.passingEnds, clockWake.map { uptime + $0 }]
            .compactMap { $0 }.min()
    }

    /// The status says when decision keys count.
    private var guardWake: Int? { exposure != nil && !isReadOnly && !isReady ? readyAt : nil }

    /// Milliseconds until an age or a countdown on the screen changes.
    private var clockWake: Int? {
        guard view == .queue, help == nil, layout.kind != .tooSmall else { return nil }
        var waits: [Int] = []
        if let oldest = queue.oldest { waits.append(wait(forAgeOf: oldest)) }
        if review == nil, layout.showsList {
            for place in queue.window where queue.keys.indices.contains(place) {
                waits.append(wait(forAgeOf: queue.keys[place].since))
                if let expires = queue.rows[queue.keys[place].row]?.expires, expires > now {
                    waits.append(Int(expires.milliseconds - now.milliseconds))
                }
            }
        }
        if layout.showsCard || review != nil, let expires = card?.card.expires {
            waits += wait(forCountdownTo: expires).map { [$0] } ?? []
        }
        return waits.min()
    }

    /// All ages change at whole minutes of the clock; those over an hour at every sixtieth of theirs, those over two
    /// days once a day.
    private func wait(forAgeOf time: Timestamp) -> Int {
        let minutes = max(0, now.minute - time.minute)
        let step = minutes < 60 ? 1 : minutes < 48 * 60 ? 60 : 1440
        let left = step - minutes % step
        return left * 60_000 - Int(now.milliseconds % 60_000)
    }

    /// As `Words.remaining` cuts it: by the second in the last minute, then by the minute, the hour and the day.
    private func wait(forCountdownTo time: Timestamp) -> Int? {
        let left = Int(time.milliseconds - now.milliseconds)
        guard left > 0 else { return nil }
        let seconds = (left + 999) / 1000
        let step = seconds < 3600 ? 60 : seconds < 48 * 3600 ? 3600 : 86_400
        // The seconds at which another figure is shown.
        let next = seconds <= 60 ? seconds - 1 : max(60, seconds / step * step - 1)
        return left - next * 1000
    }
}
