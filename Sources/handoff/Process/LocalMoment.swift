import Glibc
import HandoffCards
import HandoffPolicy

/// What clocks and calendars on the wall show.
struct LocalMoment {
    let time: TimeOfDay
    let weekday: Weekday

    /// Nil where that cannot be said: a zone that this machine's time zone database does not have.
    ///
    /// - Parameter zone: nil for this machine's own (`TZ`). Else it sets `TZ` for the whole process, so it is only for
    ///   commands that ask once and end.
    init?(_ moment: Timestamp, zone: String?) {
        if let zone {
            guard access("/usr/share/zoneinfo/" + zone, R_OK) == 0 else { return nil }
            setenv("TZ", ":" + zone, 1)
            tzset()
        }
        var seconds = time_t(moment.milliseconds / 1000)
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil,
            let time = TimeOfDay(hour: Int(parts.tm_hour), minute: Int(parts.tm_min)),
            let weekday = Weekday(rawValue: (Int(parts.tm_wday) + 6) % 7)
        else { return nil }
        self.time = time
        self.weekday = weekday
    }
}
