package sim

import (
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/queue"
)

// view is what one invocation was told by its calls: the invariants judge it by what it knew.
type view struct {
	sends     fanlight.ReportMessage // what a reporter was asked for
	onlyEpoch int                    // the one epoch that a replay may write; 0: any that it was told of

	messages   []held
	told       []string // partitions of the epochs that it was told of
	full       []string // progress items that it was told are full
	counted    []string // those that it added to SHARDS
	complete   []string // partitions of the epochs that SHARDS told it are complete
	announced  []string // and of those that it announced
	unrecorded []string // Insights IDs that it started
	settled    []*epochState
}

// held is a message that the invocation was given.
type held struct {
	queue.Message
	url   string
	query fanlight.QueryMessage
	done  bool // acknowledged by the invocation
}

// received notes messages that the invocation was given.
func (p *process) received(url string, batch []queue.Message) {
	for _, m := range batch {
		if url == letterURL {
			p.w.count(DeadLetter)
		}
		h := held{Message: m, url: url}
		if url == reportURL {
			r := must(fanlight.ParseReportMessage(m.Body))
			p.view.knows(r.Run, r.Epoch)
		} else {
			h.query = must(fanlight.ParseQueryMessage(m.Body))
			p.view.knows(h.query.Run, h.query.Epoch)
		}
		p.view.messages = append(p.view.messages, h)
		p.w.note(p.name, "receives", m.Body)
	}
}

func (v *view) knows(run fanlight.RunID, epoch int) { add(&v.told, partition(run, epoch)) }

// holds says whether the invocation has a message of that query.
func (v *view) holds(run fanlight.RunID, epoch, index int) bool {
	return slices.ContainsFunc(v.messages, func(h held) bool {
		return h.query.Run == run && h.query.Epoch == epoch && h.query.Query.Index == index
	})
}

// keeps says whether the invocation has a message of that epoch that it has not acknowledged.
func (v *view) keeps(run fanlight.RunID, epoch int) bool {
	return slices.ContainsFunc(v.messages, func(h held) bool {
		return !h.done && h.query.Run == run && h.query.Epoch == epoch
	})
}

func add(to *[]string, s string) {
	if !slices.Contains(*to, s) {
		*to = append(*to, s)
	}
}

// told notes an item that a call returned.
func (p *process) told(it item) {
	pk, sk := str(it, "pk"), str(it, "sk")
	switch {
	case sk == "META":
		p.view.knows(runOf(pk), num(it, "epoch"))
	case strings.HasPrefix(sk, "PROGRESS#") && num(it, "settled") >= num(it, "size"):
		add(&p.view.full, pk+" "+sk)
	case strings.HasPrefix(sk, "SHARDS#"):
		p.toldShards(pk, sk, it)
	}
}

func (p *process) toldShards(pk, sk string, it item) {
	epoch := pk + "#" + strings.TrimPrefix(sk, "SHARDS#")
	set := numbers(it, "shards")
	for _, n := range set {
		add(&p.view.counted, epoch+" "+n)
	}
	if len(set) == fanlight.Shards(num(p.w.oracle.run(runOf(pk)).meta, "total")) {
		add(&p.view.complete, epoch)
	}
}

// announces notes a report message that the invocation believes to have sent.
func (p *process) announces(body string) {
	m := must(fanlight.ParseReportMessage(body))
	add(&p.view.announced, partition(m.Run, m.Epoch))
}
