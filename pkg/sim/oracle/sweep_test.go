package oracle

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// nominate lets a janitor see open runs, and look at their METAs.
func nominate(o *Oracle, p *Process, metas ...item) {
	show(p, metas...)
	for _, meta := range metas {
		o.visits(p, meta)
	}
}

// show lets a janitor read the index of open runs.
func show(p *Process, metas ...item) {
	p.sweep.nominated(&dynamodb.QueryInput{
		IndexName: aws.String("open"), ExpressionAttributeValues: attributes(map[string]string{":open": "open"}, nil),
	}, &dynamodb.QueryOutput{Items: metas})
}

func openMeta(run string, deadline time.Time) item {
	return attributes(map[string]string{"pk": "RUN#" + run, "sk": "META", "state": "running", "open": "open"}, map[string]int64{"round": 1, "deadline": deadline.UnixMilli()})
}

// TestOracle_visits_replayed looks at a run whose next epoch has begun after the index was read.
func TestOracle_visits_replayed(t *testing.T) {
	t.Parallel()
	o, _, _ := judged()
	p := o.Began("janitor#1", 0)
	first, second := openMeta("a@2026-01-02T12:30:00Z", noon.Add(time.Minute)), openMeta("b@2026-01-02T12:30:00Z", noon.Add(2*time.Minute))
	show(p, first, second)
	o.visits(p, openMeta("a@2026-01-02T12:30:00Z", noon.Add(time.Hour)))
	o.visits(p, second)
	expect(t, o, "a run that was replayed meanwhile", "")
}

func TestOracle_visits(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		first, second time.Duration
		rule          Rule
	}{
		"the earliest deadline first": {time.Minute, 2 * time.Minute, ""},
		"the latest first":            {2 * time.Minute, time.Minute, "J1"},
	} {
		o, w, _ := judged()
		w.now = noon.Add(time.Second)
		nominate(o, o.Began("janitor#1", 0), openMeta("a@2026-01-02T12:30:00Z", noon.Add(c.first)), openMeta("b@2026-01-02T12:30:00Z", noon.Add(c.second)))
		expect(t, o, what, c.rule)
	}
}

func TestOracle_checkOverdue(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		deadline time.Duration
		told     bool
		rule     Rule
	}{
		"before the deadline":          {time.Minute, false, ""},
		"after it, and told":           {-time.Minute, true, ""},
		"after it, and nobody is told": {-time.Minute, false, "J4"},
	} {
		o, w, r := judged()
		r.open, w.now = true, noon.Add(time.Hour)
		p := o.Began("janitor#1", 0)
		nominate(o, p, openMeta(string(id), w.now.Add(c.deadline)))
		if c.told {
			o.Emitted(p, fanlight.Event{Kind: fanlight.EventOverdue, Run: id})
		}
		o.checkOverdue(p)
		expect(t, o, what, c.rule)
	}
}
