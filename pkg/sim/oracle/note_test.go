package oracle

import (
	"testing"
	"time"
)

func TestOracle_checkNoted(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		noted   string        // the query that is noted after three minutes
		changed int64         // on record at that time, after 1
		later   time.Duration // than the message was received
		struck  bool          // by a fault after three minutes
		rule    Rule
	}{
		"not for long":                 {"", 1, 5 * time.Minute, false, ""},
		"for long":                     {"", 1, 7 * time.Minute, false, "W7"},
		"noted":                        {"h0", 1, 7 * time.Minute, false, ""},
		"noted long ago":               {"h0", 1, 10 * time.Minute, false, "W7"},
		"another is noted":             {"h1", 1, 7 * time.Minute, false, "W7"},
		"the shard changed":            {"", 2, 7 * time.Minute, false, ""},
		"a fault struck":               {"", 1, 7 * time.Minute, true, ""},
		"noted before the shard moved": {"h0", 2, 10 * time.Minute, false, "W7"},
	} {
		o, w, r := judged()
		o.set.QueryQueue, r.open = "queries", true
		p := o.Began("worker#1", 0)
		write := func(numbers map[string]int64) {
			was, it := r.at(1).shards[shardKey(0)], attributes(nil, numbers)
			r.at(1).shards[shardKey(0)] = &shardState{size: 2, notes: o.noted(was, it)}
		}
		write(map[string]int64{"changed": 1})
		o.Received(p, "queries", []Message{{"receipt", message}})
		w.now = w.now.Add(3 * time.Minute)
		numbers := map[string]int64{"changed": c.changed}
		if c.noted != "" {
			numbers[c.noted] = w.now.Unix()
		}
		write(numbers)
		if c.struck {
			p.blemish = w.now
		}
		w.now = w.now.Add(c.later - 3*time.Minute)
		o.checkNoted(p)
		expect(t, o, what, c.rule)
	}
}
