package oracle

import (
	"testing"
	"time"
)

func TestOracle_checkDoneTogether(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		done []string
		back []string
		rule Rule
	}{
		"both":                     {[]string{"first", "second"}, nil, ""},
		"the first only":           {[]string{"first"}, nil, "W1"},
		"the second only":          {[]string{"second"}, nil, "W1"},
		"one, and one handed back": {[]string{"first"}, []string{"second"}, ""},
		"none":                     {nil, nil, ""},
	} {
		o, _, r := judged()
		o.set.QueryQueue, r.open = "queries", false
		p := o.Began("worker#1", 0)
		o.Received(p, "queries", []Message{{"first", message}, {"second", message}})
		for _, receipt := range c.done {
			o.Deletes(p, receipt)
		}
		for range c.back {
			p.messages[1].given = true
		}
		o.checkDoneTogether(p)
		expect(t, o, what, c.rule)
	}
}

// TestOracle_comesAgain has a message come once more: to the worker that has it, or to another.
func TestOracle_comesAgain(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		same    bool
		renewed int // of the two receipts
		rule    Rule
	}{
		"to the same, which renews both":       {true, 2, ""},
		"to the same, which renews the second": {true, 1, "W1"},
		"to another, which renews the second":  {false, 1, ""},
	} {
		o, w, r := judged()
		o.set.QueryQueue, r.open = "queries", true
		r.at(1).shards[shardKey(0)] = &shardState{size: 1}
		p := o.Began("worker#1", 0)
		o.Received(p, "queries", []Message{{"first", message}})
		p.hides(1, renewal, w.now)
		again := p
		if !c.same {
			again = o.Began("worker#2", 0)
		}
		o.Received(again, "queries", []Message{{"second", message}})
		again.hides(1, renewal, w.now)
		w.now = w.now.Add(renewal - time.Second)
		for i := range c.renewed {
			last := &again.messages[len(again.messages)-1-i]
			last.until = w.now.Add(renewal)
		}
		w.now = w.now.Add(2 * time.Second)
		o.checkRenewed(p)
		o.checkRenewed(again)
		expect(t, o, what, c.rule)
	}
}
