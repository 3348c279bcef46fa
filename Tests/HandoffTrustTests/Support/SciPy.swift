import Glibc

/// SciPy's word, where Python has it.
enum SciPy {
    static let isThere = system("python3 -c 'import scipy.special' >/dev/null 2>&1") == 0

    /// The numbers of each line that the program prints. It must not have single quotes.
    static func rows(_ program: String) -> [[Double]] {
        guard let stream = popen("python3 -c '\(program)'", "r") else { return [] }
        defer { pclose(stream) }
        var rows: [[Double]] = []
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), stream) != nil {
            let text = String(decoding: line.prefix { $0 != 0 && $0 != 10 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            rows.append(text.split(separator: " ").compactMap { Double($0) })
        }
        return rows
    }
}
