package fleet

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// Design is another way to run the queries of one report in the same account.
type Design struct {
	Name  string
	drive func(*account)
}

// The designs.
var (
	Sequential = Design{"one script, one query after another, a read every second", sequential}
	PerQuery   = Design{"one Lambda per query, a read every 2 s, 5 s after a refusal", perQuery}
	Held       = Design{"ten workers, batches of ten, held to the end", held}
)

// Measure returns what the design needs for the queries of a set-up.
func (d Design) Measure(s Setup) (*Edition, error) {
	a, err := newAccount(s)
	if err != nil {
		return nil, fmt.Errorf("set up %s: %w", d.Name, err)
	}
	runs := a.model.runTimes(a.normal)
	a.counts = newCounts()
	a.edition = newEdition(firstDue, runs, Bound(runs, a.Limits), a.counts)
	a.edition.firstSend = firstDue
	d.drive(a)
	const forever = 30 * 24 * time.Hour
	if a.run(firstDue.Add(forever)); len(a.failures) > 0 {
		return nil, fmt.Errorf("run %s: %w", d.Name, a.failures[0])
	}
	return a.edition, nil
}

// PerQueryBilled returns the mean time that is billed for a query by PerQuery in an
// account without quotas, in which nothing is refused.
func PerQueryBilled() (time.Duration, error) {
	const queries = 10_000
	s := New(queries, 1)
	s.Model.Quotas = logs.Quotas{}
	e, err := PerQuery.Measure(s)
	if err != nil {
		return 0, err
	}
	return e.AllBilled() / queries, nil
}

// invokeClient begins an invocation of a design's function. Its calls are not
// tried again by the SDK.
func (a *account) invokeClient(body func(*process), ended func()) {
	a.invoke("design", true, func(p *process) error {
		p.once = true
		body(p)
		return nil
	}, func(*process) { ended() })
}

// try starts a query and returns its ID, empty if the start was refused.
func (p *process) try(i int) string {
	out, err := p.StartQuery(context.Background(), &sdk.StartQueryInput{
		QueryString: aws.String(fmt.Sprintf("%s\n# fanlight %s0@x 1 %d t", text(i), namePrefix, i)), LogGroupNames: []string{logGroup},
		StartTime: aws.Int64(firstDue.AddDate(0, 0, -1).Unix()), EndTime: aws.Int64(firstDue.Unix()),
	})
	if err != nil {
		return ""
	}
	return *out.QueryId
}

// done reads a query's results, and reports whether it got them.
func (p *process) done(id string) bool {
	out, err := p.GetQueryResults(context.Background(), &sdk.GetQueryResultsInput{QueryId: &id})
	return err == nil && out.Status == types.QueryStatusComplete
}

// runs returns the queries that the account runs, or an error if that was refused.
func (p *process) runs() (map[string]bool, error) {
	out, err := p.DescribeQueries(context.Background(), &sdk.DescribeQueriesInput{Status: types.QueryStatusRunning})
	if err != nil {
		return nil, err
	}
	all := map[string]bool{}
	for _, q := range out.Queries {
		all[*q.QueryId] = true
	}
	return all, nil
}

// await starts a query and reads it until it is done.
func (p *process) await(i int, between, afterRefusal time.Duration) {
	id := p.try(i)
	for ; id == ""; id = p.try(i) {
		p.park(afterRefusal)
	}
	p.park(between)
	for !p.done(id) {
		p.park(between)
	}
}

func sequential(a *account) {
	a.invokeClient(func(p *process) {
		for i := range a.edition.Queries {
			p.await(i, time.Second, time.Second)
		}
	}, func() {})
}

// lambdas is how many invocations an account runs at a time (Lambda quotas).
const lambdas = 1000

func perQuery(a *account) {
	next := 0
	var begin func()
	begin = func() {
		if i := next; i < a.edition.Queries {
			next++
			a.invokeClient(func(p *process) { p.await(i, 2*time.Second, 5*time.Second) }, begin)
		}
	}
	for range lambdas {
		begin()
	}
}

// The workers of Held, each with an equal share of the account's calls.
const (
	heldWorkers = 10
	heldBatch   = 10
	heldCall    = time.Second     // between two starts, or two reads, of a worker
	heldLook    = 2 * time.Second // between two DescribeQueries of a worker
)

func held(a *account) {
	next := 0
	var begin func()
	begin = func() {
		first, end := next, min(next+heldBatch, a.edition.Queries)
		if next = end; first < end {
			a.invokeClient(func(p *process) { newBatch(p, first, end).run() }, begin)
		}
	}
	for range heldWorkers {
		begin()
	}
}

// batch is the work of one of the workers of Held.
type batch struct {
	*process
	waiting                       []int
	running, ended                []string
	nextStart, nextRead, nextLook time.Time
}

func newBatch(p *process, first, end int) *batch {
	b := &batch{process: p}
	for i := first; i < end; i++ {
		b.waiting = append(b.waiting, i)
	}
	return b
}

func (b *batch) run() {
	for len(b.waiting)+len(b.running)+len(b.ended) > 0 {
		switch {
		case len(b.waiting) > 0 && !b.now.Before(b.nextStart):
			b.start()
		case len(b.ended) > 0 && !b.now.Before(b.nextRead):
			b.read()
		case len(b.running) > 0 && !b.now.Before(b.nextLook):
			b.look()
		default:
			b.park(pollInterval)
		}
	}
}

func (b *batch) start() {
	b.nextStart = b.now.Add(heldCall)
	if id := b.try(b.waiting[0]); id != "" {
		b.waiting, b.running = b.waiting[1:], append(b.running, id)
	}
}

func (b *batch) read() {
	b.nextRead = b.now.Add(heldCall)
	id := b.ended[0]
	b.ended = b.ended[1:]
	if !b.done(id) {
		b.running = append(b.running, id)
	}
}

func (b *batch) look() {
	b.nextLook = b.now.Add(heldLook)
	alive, err := b.runs()
	if err != nil {
		return
	}
	var left []string
	for _, id := range b.running {
		if alive[id] {
			left = append(left, id)
		} else {
			b.ended = append(b.ended, id)
		}
	}
	b.running = left
}
