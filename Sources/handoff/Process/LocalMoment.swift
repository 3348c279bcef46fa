import Glibc
import HandoffCards
import HandoffPolicy

/// What clocks and calendars on the wall show.
struct LocalMoment {
    let time: TimeOfDay
    let weekday: Weekday

    /// On the clock of this machine's time zone (`TZ`); nil where that cannot be told.
    init?(_ moment: Timestamp) {
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
