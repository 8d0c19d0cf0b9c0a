// Package logfile reads local log files as log events, for package cwli and for
// the stand-in of CloudWatch Logs.
//
// [Open] lists the files of paths and folders, and [Set.Each] reads them one after
// the other, with memory for one event at a time. A file may be compressed with
// gzip. Its layout is recognised by its first bytes:
//
//   - output of `aws logs filter-log-events` and `get-log-events`
//   - an export of a log group to S3
//   - lines, of JSON or of text: an event on each line. A line of JSON that has
//     only the keys of an event is that event; any other line is a message
//
// Lines have their time in JSON (@timestamp, timestamp or _aws.Timestamp) or at
// their start. A line without a time has that of the line before.
// docs/query-language.md has the rules for users.
//
// Every event has a pointer (Ptr) of its own, the number of its file and its offset,
// which is the same each time the set is read.
package logfile
