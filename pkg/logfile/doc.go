// Package logfile reads local log files as log events, for package cwli and for
// the stand-in of CloudWatch Logs.
//
// [Open] lists the files of paths and folders, and [Set.Each] reads them one after
// the other, with memory for one event at a time. [Options] name what cannot be
// recognised, and receive a [Report] on each file: what it was taken for, and how many
// times are not the events' own. [Groups] finds the log groups in a folder.
//
// A file may be compressed, an archive or in UTF-16 (package unpack). Its layout is
// recognised by its text:
//
//   - documents of JSON: output of `aws logs filter-log-events` and `get-log-events`,
//     payloads of subscriptions, files of CloudTrail, lists and objects (document.go), at
//     the start of a file: after other lines they are what a program has logged
//   - events of several lines, of which the first starts with the time that the service
//     has: output of `aws logs tail`, an export of a log group to S3 (stamped.go)
//   - CSV with a header, as the console downloads it (csv.go), and at the start of a file
//     as other programs write it
//   - lines, of JSON (jsonline.go) or of text (textLayouts in layout.go): an event on each
//     line. A line that holds the message of an event (of the service, of Docker, of CRI) is
//     that event; any other line is a message
//
// A file may have several layouts, one after the other or mixed. A line without a time has
// that of the line before. To add a layout of text, add a line to textLayouts and a
// function that reads its time; package stamp reads times.
// docs/query-language.md has the rules for users.
//
// On several processors a long file is read in blocks by several goroutines (blocks.go). Each
// reads the lines of a block that are events by themselves, wherever they stand: JSON and
// text, with a time or with that of the line before (blockworker.go), and lets the query work
// them through as a batch (batch.go). Then it waits for the turn of its block, and yields the
// batch: in the order of the file, with one goroutine at a time. So the reports, the times of
// lines without one and what the caller keeps are as if one had read all. At the first line that may belong to
// others, such as a document, a header or an event of several lines, the goroutines end, and
// lines are read in order for a while (readahead.go). Pipes are read in order.
//
// Every event has a pointer (Ptr) of its own, the number of its file and its offset,
// which is the same each time the set is read.
package logfile
