// Package probe has the choices of the query engine: what it does where AWS documents
// nothing. Each choice comes with events and queries whose answer shows what an engine,
// or the service itself, does instead.
//
// [Choices] is the one list. The table in docs/query-language.md is generated from it, a
// test runs it on package cwli, and `fanlight doctor --probe language` on the service.
// This package does not call the service.
//
// All events of a probe are in a log stream that has the probe's name, [Step] apart from
// the start of a [Place] on. A query reads only the stream of its probe. In events,
// queries and answers {{group}} stands for the log group of the place, {{+20s}} for the
// time of so long after its start as rows show it, {{ms+20s}} for that time in
// milliseconds since 1970, and {{double+20s}} for these as Java shows a double.
package probe
