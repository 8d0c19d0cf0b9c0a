package oracle

import "testing"

func TestOracle_AnsweredReplay(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		kind        CommandKind
		kept, again int
		sent        int
		rule        Rule
	}{
		"as it began":                  {ReplayFailed, 2, 1, 1, ""},
		"before a message was sent":    {ReplayFailed, 2, 1, 0, ""},
		"all run again":                {ReplayFailed, 0, 3, 1, "D4"},
		"one is in neither number":     {ReplayFailed, 2, 0, 0, "D4"},
		"one that is kept is sent too": {ReplayFailed, 2, 1, 2, "D4"},
		"of all, as of failures":       {ReplayAll, 0, 3, 1, "D4"},
		"not a replay":                 {Resend, 0, 0, 0, ""},
	} {
		o, _, r := judged()
		r.meta = attributes(nil, map[string]int64{"total": 3})
		e := r.at(2)
		e.shards[shardKey(0)] = &shardState{size: 3, winners: map[int]string{0: "1:a", 1: "1:b", 2: "c"}}
		for i := range c.sent {
			e.query(i).sent = 1
		}
		o.AnsweredReplay(o.Began("dispatcher#1", 0), Command{Kind: c.kind, Run: id, Epoch: 1}, c.kept, c.again)
		expect(t, o, what, c.rule)
	}
}
