// Package reporter delivers complete runs. For each report message it
//
//	reads the run, and claims its round with a lease  claimAndReport  rule R1
//	asserts that the run is complete                  collect         rule R2
//	renders it once and stores the document           rendered        rule R3
//	delivers what is stored, part by part             deliver         rule R4
//	releases the claim, or ends the round             releaseOrEnd    rules R5, E1, E2
//
// The states of a destination's record:
//
//	(none) ──► sending ──► sent      after its last part
//	              ├──────► waiting   as its provider asks, which is no try
//	              ├──────► failed    may be tried again, unless it is permanent
//	              └──────► unknown   the answer never came: on_unknown decides
//
// GiveUp ends a round that no reporter could deliver (rule E3); the janitor calls
// it. The rules are those of docs/protocol.md.
package reporter
