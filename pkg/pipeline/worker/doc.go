// Package worker settles queries. An invocation of the worker is one loop over a
// table of slots, each of which holds one query:
//
//	for until nothing is left, or it is time to drain {
//		poll            ask which queries still run                 poll.go
//		readEnded       read the results of ended queries           poll.go
//		readAsks        read estimates                              ask.go
//		decide          let estimates bound what is started         bound.go
//		startAsking     start estimates                             ask.go
//		startWaiting    start queries, at the account's pace        start.go
//		settle          settle results, shard by shard              settle.go
//		finish          announce an epoch that is complete          settle.go
//		acknowledge     delete the messages of settled queries      adopt.go
//		recordStarts    put the starts on record                    record.go
//		renewAll        keep the other messages hidden              invocation.go
//		giveWay         hide messages that wait for a quota         quota.go
//		refill          receive messages                            invocation.go, adopt.go
//		noteHeld        note what is held, and why it waits         held.go
//		recount         read which queries others run               census.go
//		await           run one answer of Logs Insights             calls.go
//	}
//
// The calls of the first three steps only begin there. They overlap, and their
// answers come one by one: a slow call stops nothing else.
//
// The phases of a slot:
//
//	waiting ──► starting ──► running ──► ended ──► settling ──► won ──► settled
//	                            ▲
//	                            └ a query that is on record when its message comes
//
// A step that fails leaves its slots as they are, and a later step tries again.
// An invocation that dies loses nothing: its messages become visible, and PROGRESS
// shows what was started and settled (rules W1 to W7 and S1 to S5 of
// docs/protocol.md).
package worker
