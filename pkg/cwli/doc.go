// Package cwli runs queries of CloudWatch Logs Insights over log events, one event
// at a time.
//
// # How a query runs
//
//	text          "filter is_group = 1 | stats count(*) by command | sort command"
//	  ↓           syntax.Parse: tree and checks; mistakes have a place
//	syntax tree   commands over expressions
//	  ↓           Compile: a builder goes through the commands
//	plan          parts, each with a scan and stages
//	  ↓           Execution.Add, once for each event
//	              scan ─► groups ─► top ─► output     a row is pushed from stage to stage
//	  ↓           Execution.Result: the stages end, one after the other
//	rows          fields with a name and a text, and statistics
//
// A row is a frame: a value in each slot of a schema, computed when it is first read.
// The names of a part of the query are its schema: fields of events, parts that a parse
// command finds, aliases and aggregates are slots alike. Commands that need no other row
// than their own only add slots, so the longest run of them at the start of a query is
// one scan: its filters read a message only up to the last field that they need. Every
// other command is a stage: it keeps, drops, makes or orders rows. A command that
// changes the names, such as stats or join, starts another schema.
//
// A query in parentheses and the window before of diff are parts of their own, which are
// read before the query itself: see [Query.Inputs] and [Query.Run].
//
// The order of events counts: in which rows, groups and their first values come, what sums of
// floats round off, which rows a limit keeps, and which error is the first. So one event is
// added after the other. What an event alone decides, whether it passes the filters of the
// scan, which fields it has and what it adds to a group, may be found out ahead by several
// goroutines: each has a [Looker], and Add takes what that found out, of one event or of a
// [Batch] of them. What goes from one processor to another is the smaller then: of an event
// that an average counts, a number.
//
// [Compile] returns a [Query], which does not change and may be used by many
// executions at once. [Query.Execution] starts one with its [Options]. [Execution.Add]
// reads an [Event] and does not keep it, so the caller may overwrite its message.
// [Execution.Result] returns the [Result].
//
// # Who does what
//
//   - Package [github.com/fanlight/fanlight/pkg/cwli/expr] owns expressions: how they are
//     written, the table of functions, and what they give for a row.
//   - Package [github.com/fanlight/fanlight/pkg/cwli/syntax] owns commands: what is a
//     query, what is a mistake, and which columns the result has.
//   - Package [github.com/fanlight/fanlight/pkg/cwli/value] owns values: how they compare,
//     sort and show.
//   - This package owns rows: stages, aggregates, order, memory.
//   - Package [github.com/fanlight/fanlight/pkg/cwli/jsonscan] finds the fields of a
//     JSON message. An event that passes the filters is then checked for valid JSON, and
//     its fields are dropped if it is not.
//   - Package [github.com/fanlight/fanlight/pkg/cwli/cwlitest] replays the scripts in
//     testdata against any engine.
//   - Package [github.com/fanlight/fanlight/pkg/cwli/probe] owns the choices where AWS
//     documents nothing, and the queries that ask the service about them.
//   - The caller owns the events: where they come from, which groups are queried,
//     and when to stop. Package logfile reads them from files.
//
// # What is exact and what is approximated
//
// All events in the window are read, and counts, minima, maxima and groups are exact.
// Integers above 2⁵³ are compared by their digits. Sums and averages are of float64, with
// what additions round off added at the end. Percentiles of more than 100 different
// values and counts of more than 4,096 distinct ones are estimated, as the service does.
//
// A query that the service runs and this package does not is an error with
// Unsupported set. Where AWS documents nothing, the choice is documented at the
// code that makes it, and in docs/query-language.md; there the service may differ.
//
// Memory is bounded: rows and groups that are kept count against Options.Memory, and
// beyond it the query ends with a [MemoryError]. Of sort with limit only the rows of the
// limit are kept.
package cwli
