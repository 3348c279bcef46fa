import ArgumentParser

enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
    case jsonl, csv, ocsf, cloudevents
}
