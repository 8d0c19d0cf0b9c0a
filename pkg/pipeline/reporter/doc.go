// Package reporter delivers complete runs. For each report message it
//
//	claims the round, with a lease and a fence        Report          rule R1
//	reads the run and asserts that it is complete     collect         rule R2
//	renders it once and stores the document           rendered        rule R3
//	delivers what is stored to each destination       deliver         rule R4
//	releases the claim, or ends the round             release, end    rules R5, E1, E2
//
// The states of a destination's record:
//
//	(none) ──► sending ──► sent
//	              ├──────► failed    may be tried again, unless it is permanent
//	              └──────► unknown   the answer never came: on_unknown decides
//
// GiveUp ends a round that no reporter could deliver (rule E3); the janitor calls
// it. The rules are those of docs/protocol.md.
package reporter
