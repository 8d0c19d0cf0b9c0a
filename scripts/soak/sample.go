package main

import (
	"bufio"
	"fmt"
	"io"
	"time"
)

// The log has an event every step seconds. That of a time has the number time/step, and a value
// and a shard that derive from it: so what a window has is known without the log.
const (
	step   = 10
	shards = 7
	values = 97
)

// writeLog writes the events from one time to another.
func writeLog(to io.Writer, from, until time.Time) error {
	out := bufio.NewWriter(to)
	for t := roundUp(from.Unix()); t < until.Unix(); t += step {
		n := t / step
		_, _ = fmt.Fprintf(out, "{\"_aws\":{\"Timestamp\":%d},\"shard\":%d,\"value\":%d}\n", t*1000, n%shards, n%values) // Flush returns its error
	}
	return out.Flush()
}

func roundUp(seconds int64) int64 { return (seconds + step - 1) / step * step }

// numbers hold what the queries of a report must find.
type numbers struct {
	count int64 // of the events of a shard
	sum   int64 // of the values of all events
}

// expected returns the numbers of a window, from its start until before its end.
func expected(shard int, start, end time.Time) (n numbers) {
	for t := roundUp(start.Unix()); t < end.Unix(); t += step {
		if t/step%shards == int64(shard) {
			n.count++
		}
		n.sum += t / step % values
	}
	return n
}
