// Package naive generates logs and queries of the Logs Insights language, and
// answers them by a reference of its own. Only tests import it: Check compares an
// engine with the reference, seed by seed.
//
// The reference is written from AWS's pages on the language, from rows that the
// service returned, and, where these leave something open, from
// docs/query-language.md. It shares no code with package cwli. It is as plain as
// it can be: a row is a map, a command is a loop over all rows, a number is an
// exact fraction. A query is a list of commands that print themselves and apply
// themselves; it is never parsed.
//
// Generate draws again what has no single right answer: a number in the middle
// between two that are shown, fractions so near to each other that their order
// depends on how they were added up, a limit that cuts through groups in no order.
// Queries that the service answers in a way that nobody has described are not
// generated: each file of the generator says what it leaves out.
//
// Case.SQL translates the part of the queries that SQL can express; scripts/oracle
// runs it on DuckDB, to test the reference.
package naive
