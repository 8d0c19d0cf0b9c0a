package oracle

import (
	"strconv"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestOracle_checkSeen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what         string
		seen         Command
		epoch, round int
		rule         Rule
	}{
		{"the round that was seen", Command{Epoch: 1, Round: 1}, 1, 1, ""},
		{"a later round", Command{Epoch: 1, Round: 1}, 1, 2, "D6"},
		{"a later epoch", Command{Epoch: 1, Round: 1}, 2, 1, "D6"},
		{"any round", Command{Epoch: 1}, 1, 2, ""},
		{"a round of a run that it is not for", Command{Epoch: 1, Round: 1, Run: "other@2026-01-02T12:30:00Z"}, 1, 2, ""},
	} {
		o, _, r := judged()
		p := o.Began("dispatcher#1", 0)
		c.seen.ID, c.seen.Kind = "c", Cancel
		if c.seen.Run == "" {
			c.seen.Run = id
		}
		o.Commanded(p, c.seen)
		o.checkSeen(p, r, c.epoch, c.round)
		expect(t, o, c.what, c.rule)
	}
}

// TestOracle_beganRound_without_its_command has a round whose META does not name the command
// that begins it: repeated, it would be refused.
func TestOracle_beganRound_without_its_command(t *testing.T) {
	t.Parallel()
	o, _, r := judged()
	p := o.Began("dispatcher#1", 0)
	c := Command{ID: "c", Kind: Resend, Run: id, Epoch: 1, Round: 1}
	o.Commanded(p, c)
	was := *r
	r.round = 2
	o.beganRound(p, &was, r)
	expect(t, o, "a round without its command", "G2")
	o.violations = nil
	r.versions = append(r.versions, version{noon.Add(time.Minute), fanlight.Sent, 1, 2, true})
	o.Refused(p, c, "superseded: "+string(id)+" is at epoch 1, round 2 by now")
	expect(t, o, "a command that is refused because of itself", "refused")
}

// TestOracle_observedAll has a worker that acknowledges a query after it has read two shards, the last
// one first, of which the other may have become full meanwhile.
func TestOracle_observedAll(t *testing.T) {
	t.Parallel()
	for settled, rule := range map[int]Rule{0: "", 1: "G3"} {
		o, _, r := judged()
		r.meta, r.state = attributes(nil, map[string]int64{"total": 2 * shardSize}), fanlight.Running
		r.at(1).shards[shardKey(0)] = &shardState{winners: map[int]string{0: "a"}}
		p := o.Began("worker#1", 0)
		o.Received(p, "queries", []Message{{"receipt", message}})
		var shards []item
		for n, settled := range []int{settled, 1} {
			shards = append(shards, attributes(map[string]string{"pk": partition(id, 1), "sk": shardKey(1 - n)}, map[string]int64{"size": 1, "settled": int64(settled)}))
		}
		in := attributes(map[string]string{":pk": partition(id, 1), ":prefix": "PROGRESS#"}, nil)
		o.Answered(p, Call{Input: &dynamodb.QueryInput{ExpressionAttributeValues: in}}, &dynamodb.QueryOutput{Items: shards}, nil)
		o.Deletes(p, "receipt")
		expect(t, o, "the other shard has settled "+strconv.Itoa(settled), rule)
	}
}

func TestOracle_checkConsistent(t *testing.T) {
	t.Parallel()
	query := func(pk, prefix string) *dynamodb.QueryInput {
		return &dynamodb.QueryInput{ExpressionAttributeValues: item{
			":pk": &types.AttributeValueMemberS{Value: pk}, ":prefix": &types.AttributeValueMemberS{Value: prefix},
		}}
	}
	index := query("", "")
	index.IndexName = aws.String("open")
	for what, c := range map[string]struct {
		in   any
		rule Rule
	}{
		"an item":                        {&dynamodb.GetItemInput{}, "G1"},
		"an item, consistently":          {&dynamodb.GetItemInput{ConsistentRead: aws.Bool(true)}, ""},
		"shards":                         {query("RUN#r#1", "PROGRESS#"), "G1"},
		"a listing":                      {query("REPORT#r", "RUN#"), ""},
		"the definition of a deployment": {query("REPORT#r", "DEFINITION#"), "G1"},
		"the index":                      {index, ""},
	} {
		o, _, _ := judged()
		o.checkConsistent(o.Began("worker#1", 0), c.in)
		expect(t, o, what, c.rule)
	}
}

// TestOracle_checkInherited has an epoch that begins with nothing, although its command keeps
// what is good, whatever META says of it.
func TestOracle_checkInherited(t *testing.T) {
	t.Parallel()
	for kind, rule := range map[CommandKind]Rule{ReplayFailed: "D4", ReplayAll: ""} {
		o, _, r := judged()
		e := r.at(1)
		e.shards[shardKey(0)] = &shardState{size: 1, settled: 1, winners: map[int]string{0: "a"}}
		e.results[resultKey(0, "a", 0)] = item{
			"outcome": &types.AttributeValueMemberS{Value: string(fanlight.OK)}, "count": &types.AttributeValueMemberN{Value: "1"},
			"expires": &types.AttributeValueMemberN{Value: number(noon.Add(1000 * day))},
		}
		p := o.Began("dispatcher#1", 0)
		o.Commanded(p, Command{ID: "c", Kind: kind, Run: id, Epoch: 1, Round: 1})
		was := *r
		r.epoch, r.round = 2, 1
		r.meta["command"] = &types.AttributeValueMemberS{Value: "c"}
		o.beganRound(p, &was, r)
		o.checkInherited(r.at(2), shardKey(0), &shardState{size: 1})
		expect(t, o, string(kind), rule)
	}
}

// TestOracle_checkReplayed replays the failures of an epoch of two queries.
func TestOracle_checkReplayed(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		kept int
		kind CommandKind
		rule Rule
	}{
		"some are kept": {1, ReplayFailed, ""}, "nothing failed": {2, ReplayFailed, "D4"}, "nothing is kept": {0, ReplayFailed, "D4"}, "all run again": {0, ReplayAll, ""},
	} {
		o, _, r := judged()
		r.meta, r.definition = attributes(nil, map[string]int64{"total": 2}), &Definition{Deadline: time.Minute}
		e := r.at(1)
		e.shards[shardKey(0)] = &shardState{size: 2, winners: map[int]string{0: "a", 1: "a"}}
		for i := range c.kept {
			e.results[resultKey(i, "a", 0)] = attributes(map[string]string{"outcome": string(fanlight.OK)}, map[string]int64{"count": 1, "expires": noon.Add(2 * day).Unix()})
		}
		o.checkReplayed(o.Began("dispatcher#1", 0), e, Command{Kind: c.kind})
		expect(t, o, what, c.rule)
	}
}

// TestOracle_checkCorrection_open starts a correction of a run that is open, or has ended meanwhile.
func TestOracle_checkCorrection_open(t *testing.T) {
	t.Parallel()
	for open, rule := range map[bool]Rule{true: "D8", false: ""} {
		o, w, of := judged()
		w.now = noon.Add(2 * time.Minute)
		if open {
			of.versions = of.versions[:1]
		}
		of.meta = attributes(map[string]string{"hash": "a"}, nil)
		correction := o.run(fanlight.NewCorrectionID(id, "b"))
		correction.meta = attributes(map[string]string{"hash": "b"}, nil)
		correction.meta["apart"] = &types.AttributeValueMemberBOOL{Value: true}
		p := o.Began("dispatcher#1", 0)
		o.Commanded(p, Command{ID: "c", Kind: Correct, Run: id, Epoch: 1, Round: 1})
		o.checkCorrection(p, correction)
		expect(t, o, "a correction", rule)
	}
}
