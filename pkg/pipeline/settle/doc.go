// Package settle brings queries to a terminal state so that each counts exactly
// once, and finds out which of them was the last. Worker, dispatcher and janitor
// share it:
//
//	Settle          puts the results, then sets the winners and adds to the counter   S1, S2
//	Finish          announces the report when all shards are full                     S3, S4
//	SettleMissing   settles what is unsettled with a given result                     D6, J4
//
// Results are stored under keys that hold their attempt, so that attempts do not
// overwrite each other. Then one conditional update of one PROGRESS item makes the
// attempts the winners of their queries and adds their number to the counter:
// either both happen or neither, and a query that has a winner cannot get another.
// Every method may be called again with the same arguments. The rules are those of
// docs/protocol.md.
package settle
