package cli

import (
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/render/console"
	"github.com/fanlight/fanlight/pkg/report"
)

// runView is the JSON form of `fanlight show`. What is not known yet is absent.
type runView struct {
	Version    int                `json:"version"`
	Run        fanlight.RunID     `json:"run"`
	Report     string             `json:"report"`
	Trigger    string             `json:"trigger"` // schedule, or hand
	State      string             `json:"state"`
	Epoch      int                `json:"epoch"`
	Round      int                `json:"round"`
	Open       bool               `json:"open"`
	Window     fanlight.Window    `json:"window"`
	Created    time.Time          `json:"created"`
	Ended      *time.Time         `json:"ended,omitempty"`
	Duration   int64              `json:"duration_ms,omitempty"` // of the epoch
	Deadline   time.Time          `json:"deadline"`
	Bytes      float64            `json:"bytes_scanned"`
	Cost       costs              `json:"cost_usd"`
	Queries    []queryView        `json:"queries"`
	Deliveries []deliveryView     `json:"deliveries"`       // of all rounds of the epoch
	Document   *fanlight.Document `json:"document"`         // null until it is rendered
	Paused     bool               `json:"paused,omitempty"` // the deployed report, now
	Until      string             `json:"until,omitempty"`  // its last day with an edition
}

// queryView is a query of the run's epoch.
type queryView struct {
	ID         string              `json:"id"`
	State      string              `json:"state"` // an outcome once it is settled, before that waiting or running
	Tries      int                 `json:"tries"` // starts in Logs Insights
	QueryID    string              `json:"query_id,omitempty"`
	Error      string              `json:"error,omitempty"`
	Statistics fanlight.Statistics `json:"statistics"`
	Duration   int64               `json:"duration_ms,omitempty"` // of the start that gave the answer
	Attempts   []attemptView       `json:"attempts"`              // starts that are on record
}

// attemptView is one start of a query in Logs Insights.
type attemptView struct {
	Try        int                  `json:"try"`
	QueryID    string               `json:"query_id"`
	Started    *time.Time           `json:"started,omitempty"`
	Ended      *time.Time           `json:"ended,omitempty"`
	State      string               `json:"state"`
	Error      string               `json:"error,omitempty"`
	Statistics *fanlight.Statistics `json:"statistics,omitempty"`
	Console    string               `json:"console_url,omitempty"`
}

type deliveryView struct {
	Name    string                 `json:"name"`
	Kind    report.Kind            `json:"kind,omitempty"`
	Epoch   int                    `json:"epoch"`
	Round   int                    `json:"round"`
	State   fanlight.DeliveryState `json:"state"`
	Tries   int                    `json:"tries"`
	At      *time.Time             `json:"at,omitempty"` // of the last change
	Receipt string                 `json:"receipt,omitempty"`
	Error   string                 `json:"error,omitempty"`
	Next    *time.Time             `json:"next_try,omitempty"`
}

func newRunView(s shownRun, now time.Time) runView {
	run, bytes := s.details.Run, s.bytes()
	v := runView{
		Version: 1, Run: run.ID, Report: run.ID.Report(), Trigger: trigger(run.ID), State: stateView(s), Epoch: run.Epoch, Round: run.Round, Open: run.Open,
		Window: run.Window, Created: run.Created, Deadline: run.Deadline, Bytes: bytes, Cost: costsOf(bytes, run.Total),
		Queries: []queryView{}, Deliveries: []deliveryView{}, Document: s.details.Document, Paused: s.deployed.Paused,
	}
	switch {
	case run.Begun.IsZero():
	case run.Open:
		v.Duration = now.Sub(run.Begun).Milliseconds()
	case !s.claim.Ended.IsZero():
		v.Duration = s.claim.Ended.Sub(run.Begun).Milliseconds()
	}
	if !run.Open {
		v.Ended = known(s.claim.Ended)
	}
	if s.deployed.Schedule != nil {
		v.Until = s.deployed.Schedule.Until
	}
	for i := range s.queries {
		v.Queries = append(v.Queries, s.queryView(i))
	}
	for _, d := range s.deliveries() {
		v.Deliveries = append(v.Deliveries, s.deliveryView(d))
	}
	return v
}

// stateView returns the run's state in one word.
func stateView(s shownRun) string {
	if run := s.details.Run; run.Open && !run.State.Final() && len(s.queries) > 0 && s.complete() {
		return reporting
	}
	return string(s.details.Run.State)
}

// known returns nil for the zero time.
func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func (s shownRun) queryView(i int) queryView {
	q := s.queries[i]
	v := queryView{
		ID: q.ID, State: q.State, Tries: q.Tries, QueryID: q.QueryID, Error: q.Error, Statistics: q.Statistics,
		Duration: q.Took.Milliseconds(), Attempts: []attemptView{},
	}
	link := s.console(i)
	for _, a := range attemptsOf(q) {
		v.Attempts = append(v.Attempts, attemptView{
			Try: a.Start.Try, QueryID: a.ID, Started: known(a.Begun), Ended: known(a.Ended), State: a.state,
			Error: a.Error, Statistics: a.work(), Console: link,
		})
	}
	return v
}

// shownTry is a start of a query with its state.
type shownTry struct {
	fanlight.Try
	state string
}

// work returns the statistics of an ended try.
func (t shownTry) work() *fanlight.Statistics {
	if t.Ended.IsZero() {
		return nil
	}
	return &t.Statistics
}

// attemptsOf returns the starts of a query that are on record, with the one that runs.
func attemptsOf(q ledger.QueryDetails) []shownTry {
	var all []shownTry
	for _, t := range q.Attempts {
		state := string(fanlight.Failed)
		if t.ID == q.QueryID && settled(q.State) {
			state = q.State
		}
		all = append(all, shownTry{t, state})
	}
	if last := len(all) - 1; q.QueryID != "" && (last < 0 || all[last].ID != q.QueryID) {
		try := fanlight.Try{Start: fanlight.Start{Try: q.Tries, ID: q.QueryID}, Error: q.Error}
		all = append(all, shownTry{try, q.State})
	}
	return all
}

// console returns the address of a query in the AWS console.
func (s shownRun) console(i int) string {
	run := s.details.Run
	if i >= len(run.Definition.Queries) {
		return ""
	}
	q := run.Definition.Queries[i]
	return console.Link(s.region, s.account, q.Text, q.LogGroups, run.Window.Start, run.Window.End)
}

func (s shownRun) deliveryView(d ledger.RoundDelivery) deliveryView {
	v := deliveryView{
		Name: d.Name, Epoch: s.details.Run.Epoch, Round: d.Round, State: d.State, Tries: d.Tries, At: known(d.At),
		Receipt: d.Receipt, Error: d.Error, Next: known(s.next(d)),
	}
	for _, to := range s.details.Run.Definition.Deliver {
		if to.Name == d.Name {
			v.Kind = to.Kind
		}
	}
	return v
}
