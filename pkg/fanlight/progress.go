package fanlight

import (
	"encoding/base64"
	"encoding/hex"
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

// String returns the long form of a start: try:id.
func (s Start) String() string { return strconv.Itoa(s.Try) + ":" + s.ID }

// Record returns the form in which a start is recorded: try/bits, where bits are
// the 16 bytes of a UUID in base64 (RFC 4648, section 5), which saves 14 bytes of
// a progress item. An ID of any other form is recorded in the long form.
func (s Start) Record() string {
	plain, err := hex.DecodeString(strings.ReplaceAll(s.ID, "-", ""))
	if err != nil || uuid(plain) != s.ID {
		return s.String()
	}
	return strconv.Itoa(s.Try) + "/" + base64.RawURLEncoding.EncodeToString(plain)
}

// uuid returns the text of a UUID, empty if it has not 16 bytes.
func uuid(b []byte) string {
	if len(b) != 16 {
		return ""
	}
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// ParseStart reads the forms that Record and String write.
func ParseStart(s string) (Start, error) {
	try, id, _ := strings.Cut(s, ":")
	if short, bits, ok := strings.Cut(s, "/"); ok && !strings.Contains(short, ":") {
		plain, err := base64.RawURLEncoding.DecodeString(bits)
		if err != nil {
			return Start{}, fmt.Errorf("start %q: %w", s, err)
		}
		try, id = short, uuid(plain)
	}
	n, err := strconv.Atoi(try)
	if err != nil || n < 1 || id == "" {
		return Start{}, fmt.Errorf("start %q: want try:id or try/bits", s)
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
	Resent  int               // times that the janitor sent unsettled queries again
	Doubted time.Time         // when the janitor last suspected that messages of unsettled queries are lost; zero: never
	Held    map[int]time.Time // when a worker last noted that it holds the query, in whole seconds
	Waits   string            // why queries of it were not started when a worker last noted that; empty: they did not have to wait
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

// Quiet returns the unsettled queries of which nothing has been on record since a
// time: the shard has not changed, and no worker has noted that it holds them.
func (p Progress) Quiet(since time.Time) []int {
	return slices.DeleteFunc(p.Unsettled(), func(i int) bool { return p.Changed.After(since) || p.Held[i].After(since) })
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
