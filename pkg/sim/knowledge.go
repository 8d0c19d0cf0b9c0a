package sim

import (
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/queue"
)

// knowledge holds the facts that one process learned from the answers to its
// calls. The invariants judge the process by them.
type knowledge struct {
	claims    fanlight.ReportMessage // what a reporter was asked for
	claim     int                    // which of the round's claims it has, of those that count
	command   string                 // that a dispatcher carries out
	claimsAt  time.Time              // when it asked for it: its time counts from then
	tried     bool                   // it tried a delivery
	asked     map[string]time.Time   // until when it is to leave a destination alone, by a provider's answer
	moved     bool                   // a provider accepted a part from it
	onlyEpoch int                    // the one epoch that a replay may write; 0: any that it has seen
	corrects  fanlight.RunID         // the run that it starts a correction of

	messages   []held
	epochs     []string       // partitions of the epochs that it has seen
	full       []string       // progress items that it has seen full
	checked    []string       // of these, those after which it has seen another shard of the epoch that is not full
	announced  []string       // partitions of the epochs that it announced
	unrecorded []string       // Insights IDs that it started
	estimates  map[string]int // that it started, by scope
	settled    []*epochState
}

// held is a message that the process received.
type held struct {
	queue.Message
	url   string
	query fanlight.QueryMessage
	done  bool // acknowledged by the process
	at    time.Time
}

// received records messages that the process received.
func (o *oracle) received(p *Process, url string, batch []queue.Message) {
	for _, m := range batch {
		h := held{Message: m, url: url, at: o.sim.Clock.now}
		switch url {
		case o.sim.Names.ReportQueue:
			r := must(fanlight.ParseReportMessage(m.Body))
			p.known.sees(r.Run, r.Epoch)
		default:
			h.query = must(fanlight.ParseQueryMessage(m.Body))
			p.known.sees(h.query.Run, h.query.Epoch)
		}
		p.known.messages = append(p.known.messages, h)
		p.note("receives", m.Body)
	}
}

func (k *knowledge) sees(run fanlight.RunID, epoch int) { add(&k.epochs, partition(run, epoch)) }

// holds reports whether the process has a message of that query.
func (k *knowledge) holds(q Query) bool {
	return slices.ContainsFunc(k.messages, func(h held) bool {
		return h.query.Run == q.Run && h.query.Epoch == q.Epoch && h.query.Query.Index == q.Index
	})
}

// since returns when the process first received a message of that query.
func (k *knowledge) since(q Query) time.Time {
	for _, h := range k.messages {
		if h.query.Run == q.Run && h.query.Epoch == q.Epoch && h.query.Query.Index == q.Index {
			return h.at
		}
	}
	return time.Time{}
}

// keeps reports whether the process has a message of that epoch that it has not
// acknowledged.
func (k *knowledge) keeps(run fanlight.RunID, epoch int) bool {
	return slices.ContainsFunc(k.messages, func(h held) bool {
		return !h.done && h.query.Run == run && h.query.Epoch == epoch
	})
}

// announces records a report message that the process believes to have sent.
func (k *knowledge) announces(body string) {
	m := must(fanlight.ParseReportMessage(body))
	add(&k.announced, partition(m.Run, m.Epoch))
}

func add(to *[]string, s string) {
	if !slices.Contains(*to, s) {
		*to = append(*to, s)
	}
}

// observed records an item that a call returned.
func (o *oracle) observed(p *Process, it item) {
	pk, sk := str(it, "pk"), str(it, "sk")
	switch {
	case sk == "META":
		p.known.sees(runOf(pk), num(it, "epoch"))
	case strings.HasPrefix(sk, "PROGRESS#") && num(it, "settled") >= num(it, "size"):
		add(&p.known.full, pk+" "+sk)
	case strings.HasPrefix(sk, "PROGRESS#"):
		p.known.seesNotFull(pk)
	}
}

// observedAll notes that an epoch is not complete if a query of its whole progress
// found fewer shards than it has: the dispatcher has not created the others yet.
func (o *oracle) observedAll(p *Process, in *dynamodb.QueryInput, out *dynamodb.QueryOutput) {
	pk := str(in.ExpressionAttributeValues, ":pk")
	whole := in.ExclusiveStartKey == nil && out.LastEvaluatedKey == nil
	if !whole || str(in.ExpressionAttributeValues, ":prefix") != "PROGRESS#" {
		return
	}
	if run := o.run(runOf(pk)); run.exists() && len(out.Items) < shardsOf(run) {
		p.known.seesNotFull(pk)
	}
}

// seesNotFull notes that the epoch was not complete when the process had seen some of
// its shards full: the process that fills the last one looks again (rule S3).
func (k *knowledge) seesNotFull(epoch string) {
	for _, shard := range k.full {
		if strings.HasPrefix(shard, epoch+" ") {
			add(&k.checked, shard)
		}
	}
}
