// Package logs is the stand-in for Amazon CloudWatch Logs: log groups and events in memory, and
// Logs Insights queries with the service's states, statistics, errors and quotas.
//
// A [Core] has the operations of log groups, streams, events, tags, retention and queries, with
// the signatures of the SDK's client. It is not safe for concurrent use, never blocks except where
// it reads a [Source], starts no goroutine and reads no clock except for the one that [New] gets.
// Package localaws serves it by the wire protocol.
//
// # What is modelled
//
//   - groups, streams and batches of events with their limits; events that are too old or too new
//   - the life of a query: Scheduled, Running, Complete, Failed, Cancelled, Timeout after 60 minutes
//   - pages of rows and their tokens, results that are kept for seven days
//   - FilterLogEvents with its filter patterns, GetLogEvents with its two tokens, GetLogRecord
//   - the query language, as package cwli runs it, with the place of an error
//   - the account's quotas, if a test wants them: [Quotas]
//
// Settings are kept and shown, and have no effect: retention, policies, metric filters, subscription
// filters, destinations, deliveries and keys of KMS. [Core.Ignored] names them after the call.
//
// StartQuery does not run a query. Its [Job] does, and may run on any goroutine: see
// [Core.TakeJobs] and [Core.Finish]. Other operations that read events come in two parts, of which
// the second needs no Core: a [Read]. A [Source] has events that are not in memory, such as those
// of a log file. [Core.Script] decides the course of queries without events.
//
// # What is refused
//
// Operations and parameters that are not implemented are errors that name them: export tasks,
// transformers, deletion protection, the class Infrequent Access, linked accounts, entities, and the languages
// SQL and PPL. A query that the engine cannot run is a MalformedQueryException.
//
// # Sources
//
// The sources of limits, errors and rules are the CloudWatch Logs API reference
// (docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference) and user guide
// (docs.aws.amazon.com/AmazonCloudWatch/latest/logs). Comments name the page, or the recording where
// AWS does not document the fact.
package logs
