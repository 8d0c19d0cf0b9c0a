// Package worker settles queries. An invocation of the worker is one loop over a
// table of slots, each of which holds one query:
//
//	for until nothing is left, or it is time to drain {
//		refill          receive messages into free slots          invocation.go, adopt.go
//		poll            ask once which queries still run           poll.go
//		findAmbiguous   search starts whose answer never came      start.go
//		startWaiting    start queries, at the account's pace       start.go
//		recordStarts    put the starts on record                   start.go
//		readEnded       read the results of ended queries          poll.go
//		settle          settle them, shard by shard                settle.go
//		finish          announce an epoch that is complete         settle.go
//		acknowledge     delete the messages of settled queries     adopt.go
//		renewAll        keep the other messages hidden             invocation.go
//	}
//
// The phases of a slot:
//
//	waiting ──► starting ──► running ──► ended ──► settling ──► won ──► settled
//	   └─► ambiguous ─┘          ▲
//	                             └ a query that is on record when its message comes
//
// A step that fails leaves its slots as they are, and the next round tries again.
// An invocation that dies loses nothing: its messages become visible, and PROGRESS
// shows what was started and settled (rules W1 to W6 and S1 to S5 of
// docs/protocol.md).
package worker
