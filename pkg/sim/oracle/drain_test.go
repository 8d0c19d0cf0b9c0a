package oracle

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

func TestOracle_checkReadSettled(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		winner string
		start  string // on record
		closed bool
		struck any // the call that a fault struck
		rule   Rule
		handed time.Duration // between the hand-back of its message and the answer; 0: it was not handed back
	}{
		"settled":                     {"a", "query", false, nil, "", 0},
		"not settled":                 {"", "query", false, nil, "W6", 0},
		"a write was struck":          {"", "query", false, &dynamodb.UpdateItemInput{}, "", 0},
		"a call of a queue was":       {"", "query", false, &sqs.ReceiveMessageInput{}, "W6", 0},
		"another start is on record":  {"", "other", false, nil, "", 0},
		"nobody waits for it anymore": {"", "query", true, nil, "", 0},
		"handed back before":          {"", "query", false, nil, "", time.Second},
		"handed back after":           {"", "query", false, nil, "W6", -time.Second},
	} {
		o, w, r := judged()
		p := o.Began("worker#1", 0)
		r.open = !c.closed
		r.at(1).shards[shardKey(0)] = &shardState{size: 1, starts: map[int]start{0: {1, c.start}}, winners: map[int]string{0: c.winner}}
		o.queries["query"] = &query{Query: Query{ID: "query", Run: id, Epoch: 1}}
		p.read = map[string]time.Time{"query": w.now}
		if c.handed != 0 {
			p.messages = []held{{query: queryMessage{Run: id, Epoch: 1}, given: true, hidden: time.Minute, until: w.now.Add(time.Minute - c.handed)}}
		}
		if c.struck != nil {
			p.struckBy(Call{Input: c.struck, Fault: Throttled}, nil, w.now)
		}
		o.checkReadSettled(p)
		expect(t, o, what, c.rule)
	}
}
