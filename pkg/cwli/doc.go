// Package cwli runs queries of CloudWatch Logs Insights over log events, one event
// at a time.
//
// # How a query runs
//
//	text          "filter is_group = 1 | stats count(*) by command"
//	  ↓           syntax.Parse: tokens, tree, checks; mistakes have a place
//	syntax tree   commands over expressions
//	  ↓           Compile: each expression becomes a Go function
//	plan          JSON paths, filters, groups, columns, order, limit
//	  ↓           Execution.Add, once for each event
//	groups, rows  only what the answer needs is kept
//	  ↓           Execution.Result
//	rows          fields with a name and a text, and statistics
//
// [Compile] returns a [Query], which does not change and may be used by many
// executions at once. [Query.Execution] starts one with its [Options]: the window
// of time and the largest number of rows. [Execution.Add] reads an [Event] and does
// not keep it, so the caller may overwrite its message. [Execution.Result] returns
// the [Result].
//
// # Who does what
//
//   - Package [github.com/fanlight/fanlight/pkg/cwli/syntax] owns the language: what
//     is a query, what is a mistake, and which columns the result has.
//   - This package owns the meaning: values, comparisons, aggregates, order.
//   - Package [github.com/fanlight/fanlight/pkg/cwli/jsonscan] finds the fields of a
//     JSON message. A filter reads a message only up to the last field that it
//     needs; an event that passes is then checked for valid JSON, and its fields
//     are dropped if it is not.
//   - Package [github.com/fanlight/fanlight/pkg/cwli/cwlitest] replays the scripts in
//     testdata against any engine.
//   - The caller owns the events: where they come from, which groups are queried,
//     and when to stop. Package logfile reads them from files.
//
// # What is exact and what is approximated
//
// Nothing is sampled or estimated: all events in the window are read, and counts,
// minima, maxima and groups are exact. Integers above 2⁵³ are compared by their
// digits. Approximated are sums, averages and other arithmetic, in float64 and in
// the order of the events; fractions show with 15 significant digits.
//
// A query that the service runs and this package does not is an error with
// Unsupported set. Where AWS documents nothing, the choice is documented at the
// code that makes it, and in docs/query-language.md; there the service may differ.
//
// Memory is bounded by the answer: [DefaultLimit] rows, or as many as the limit
// says, and [MaxGroups] groups of stats, which is an error beyond that
// ([TooManyGroupsError]).
package cwli
