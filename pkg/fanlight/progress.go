package fanlight

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Start is one query that runs, or ran, in Logs Insights.
type Start struct {
	Try int    // from 1
	ID  string // Logs Insights' query ID
}

// String returns the form in which a start is recorded: try:id.
func (s Start) String() string { return strconv.Itoa(s.Try) + ":" + s.ID }

// ParseStart reads the form that String writes.
func ParseStart(s string) (Start, error) {
	try, id, ok := strings.Cut(s, ":")
	n, err := strconv.Atoi(try)
	if !ok || err != nil || n < 1 || id == "" {
		return Start{}, fmt.Errorf("start %q: want try:id", s)
	}
	return Start{Try: n, ID: id}, nil
}

// Progress is the stored progress of one shard of an epoch. Maps are keyed by
// the query's index in the whole run.
type Progress struct {
	Shard   int
	Size    int // number of queries in the shard
	Settled int // the atomic counter: equals len(Winners)
	Starts  map[int]Start
	Winners map[int]string // whose result counts, as ParseWinner reads it
	Changed time.Time
	Resent  int // times that the janitor sent unsettled queries again
}

// Full reports whether every query of the shard is settled.
func (p Progress) Full() bool { return p.Settled >= p.Size }

// Indices returns the indices of the shard's queries in order.
func (p Progress) Indices() []int {
	all := make([]int, p.Size)
	for i := range all {
		all[i] = p.Shard*ShardSize + i
	}
	return all
}

// Unsettled returns the indices without a winner, in order.
func (p Progress) Unsettled() []int {
	return slices.DeleteFunc(p.Indices(), func(i int) bool { return p.Winners[i] != "" })
}

// Winners returns the winners of all shards.
func Winners(shards []Progress) map[int]string {
	all := map[int]string{}
	for _, p := range shards {
		maps.Copy(all, p.Winners)
	}
	return all
}

// Complete reports whether the shards are those of a run with total queries
// and all of them are full (rule G5).
func Complete(shards []Progress, total int) bool {
	if len(shards) != Shards(total) {
		return false
	}
	for i, p := range shards {
		if p.Shard != i || !p.Full() {
			return false
		}
	}
	return true
}
