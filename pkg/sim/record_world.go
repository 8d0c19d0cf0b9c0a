package sim

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	ddbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/price"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim/history"
	"github.com/fanlight/fanlight/pkg/stack"
)

// world is the first line.
func (r *chronicler) world(s *simulation) {
	if r == nil {
		return
	}
	r.tell(nil, history.Line{World: &history.World{
		Version: history.Version, Seed: s.seed, Calm: s.options.FaultFree || s.drawn.likely == probabilities{},
		FaultsUntil: s.set.faultsUntil.UnixMilli(), Retention: cmp.Or(s.Names.Retention, ledger.DefaultRetention).Milliseconds(),
		Concurrency: s.set.work.Slots * stack.Workers, Quiet: s.set.sweep.Quiet.Milliseconds(), GiveUp: s.set.sweep.GiveUp.Milliseconds(),
		SweepEvery: s.set.sweepEvery.Milliseconds(), Late: s.set.sweep.Late.Milliseconds(), CatchUp: s.set.sweep.CatchUp,
		CatchUpAge: s.set.sweep.CatchUpAge.Milliseconds(), PerMinute: s.set.perMinute, Layout: ledger.Layout, Limit: s.set.limit(), EnoughTime: s.set.enough(),
	}})
}

func (r *chronicler) deployed(d report.Report) {
	if r == nil {
		return
	}
	l := history.Deployed{
		Report: d.Name, Hash: d.Hash(), Deadline: int64(d.Deadline) / 1e6, Length: int64(d.Window.Length) / 1e6, Delay: int64(d.Delay) / 1e6,
		Calendar: string(d.Window.Calendar), Days: d.Timezone, Owner: d.Owner != nil, Budget: int64(d.Budget/price.ScannedByte + 0.5),
	}
	if d.Schedule != nil && !d.Paused {
		l.Schedule, l.Zone = d.Schedule.Expression, d.Schedule.Timezone
		if d.Schedule.Until != "" {
			l.Until = endOfDay(d.Schedule.Until, d.Schedule.Timezone).UnixMilli()
		}
	}
	for _, to := range d.Deliver {
		l.Destinations = append(l.Destinations, history.Destination{Name: to.Name, Skip: to.OnUnknown == report.Skip, Archive: to.Kind == report.KindS3})
	}
	for _, q := range d.Queries {
		scope := fanlight.Query{Text: q.Text, LogGroups: q.LogGroups}.Scope().Key
		l.Queries = append(l.Queries, history.DefinedQuery{ID: q.ID, Scope: scope, MaxScan: q.MaxScan, MaxBytes: q.MaxBytes, Number: showsNumber(d, q.ID)})
	}
	r.tell(nil, history.Line{Deployed: &l})
}

func showsNumber(d report.Report, query string) bool {
	for _, s := range d.Sections {
		if s.Query == query && s.Show == report.ShowNumber && s.SendWhen == "" {
			return true
		}
	}
	return false
}

func (r *chronicler) undeployed(name string) {
	if r != nil {
		r.tell(nil, history.Line{Deployed: &history.Deployed{Report: name, Gone: true}})
	}
}

// scripted notes what each query has in store.
func (r *chronicler) scripted(script func(logs.Query) logs.Execution) func(logs.Query) logs.Execution {
	if r == nil {
		return script
	}
	return func(asked logs.Query) logs.Execution {
		e, q := script(asked), started(asked)
		l := history.Query{
			ID: asked.ID, Run: string(q.Run), Epoch: q.Epoch, Index: q.Index, Estimate: isEstimate(asked.Text), State: string(e.State),
			Ends: r.d.Clock.now.Add(e.Queue + e.Run).UnixMilli(), TooWide: e.Outcome.Statistics.BytesScanned > maxScan, Rows: foundRows(e.Outcome.Rows),
		}
		selects := strings.HasPrefix(asked.Text, "SOURCE")
		l.NoGroup = selects && e.Outcome.Statistics.RecordsScanned == 0 && e.State == ""
		if l.State == "" {
			l.State = string(types.QueryStatusComplete)
		}
		if l.Run != "" {
			text, _, _ := strings.Cut(asked.Text, "\n# fanlight ")
			l.Scope = fanlight.Query{LogGroups: asked.Groups, Text: strings.TrimSuffix(text, "\n| estimate")}.Scope().Key
		}
		r.tell(nil, history.Line{Query: &l})
		return e
	}
}

func foundRows(rows [][]types.ResultField) (all []history.Row) {
	for _, fields := range rows {
		var row fanlight.Row
		for _, f := range fields {
			row = append(row, fanlight.Field{Name: aws.ToString(f.Field), Value: aws.ToString(f.Value)})
		}
		all = append(all, rowOf(row))
	}
	return all
}

// shownCell is how many bytes of a cell a document shows at least.
const shownCell = 1900

func rowOf(row fanlight.Row) history.Row {
	if len(row) == 0 {
		return history.Row{}
	}
	r := history.Row{First: row[0].Value}
	var rest []string
	for _, f := range row {
		r.Bytes += len(f.Value)
		rest = append(rest, f.Name, f.Value[:min(len(f.Value), shownCell)])
	}
	if len(row) > 1 {
		r.First += " " + hashOf(rest...)
	}
	return r
}

// enough reports whether one worker has the time for all queries before the deadline, and
// messages may be received as often as that takes.
func (s settings) enough() bool {
	queries, each := s.queries+s.extra, s.queryTime+s.work.PollInterval
	if s.bounded { // their estimates
		queries, each = queries+2, each+2*time.Second
	}
	return 3*time.Duration(queries)*each < time.Duration(s.work.Slots)*s.deadline && s.receives >= stack.MaxReceives
}

// wroteChunk keeps a chunk of a document, and notes of the document when it is stored.
func (r *chronicler) wroteChunk(p *Process, w history.Wrote, it item) {
	key := w.PK + " " + w.SK
	isDocument, isMessage := strings.HasPrefix(w.SK, "DOCUMENT#"), strings.HasPrefix(w.SK, "MESSAGE#")
	switch {
	case isMessage || isDocument && strings.Count(w.PK, "#") > 1:
		r.parts[key] = it
	case isDocument && r.parts[key] == nil:
		r.parts[key] = it
		var epoch int
		must(fmt.Sscanf(w.SK, "DOCUMENT#%d", &epoch))
		r.tell(p, history.Line{Document: r.document(fanlight.RunID(strings.TrimPrefix(w.PK, "RUN#")), epoch, w.Attributes["attempt"])})
	}
}

func (r *chronicler) document(run fanlight.RunID, epoch int, attempt string) *history.Document {
	l := &history.Document{Run: string(run), Epoch: epoch}
	var stored fanlight.Rendered
	if err := r.stored(run, epoch, "DOCUMENT#"+attempt, &stored); err != nil {
		l.Broken = err.Error()
		return l
	}
	l.Verdict = string(stored.Document.Verdict)
	for _, q := range stored.Document.Queries {
		shown := history.Shown{ID: q.ID, State: string(q.State), Error: q.Error, Query: q.QueryID, Kept: q.RowCount, Cut: q.Cut == fanlight.CutByQuery}
		for _, row := range q.Rows {
			shown.Rows = append(shown.Rows, rowOf(row))
		}
		l.Queries = append(l.Queries, shown)
	}
	for _, m := range stored.Messages {
		if m.Stored != "" {
			apart := m
			if err := r.stored(run, epoch, "MESSAGE#"+m.Stored, &apart); err != nil {
				l.Broken = err.Error()
			}
			apart.Destination = m.Destination
			m = apart
		}
		words := history.Words{Name: m.Destination}
		for n := range m.PartCount() {
			words.Parts = append(words.Parts, wordsOf(m.OnePart(n)))
			words.Marked = append(words.Marked, wordsOf(deliver.MarkDuplicate(m.OnePart(n))))
		}
		l.To = append(l.To, words)
	}
	return l
}

// stored reads what is stored in chunks under a name.
func (r *chronicler) stored(run fanlight.RunID, epoch int, name string, into any) error {
	var packed []byte
	for n := 0; ; n++ {
		chunk, there := r.parts[partition(run, epoch)+fmt.Sprintf(" %s#%03d", name, n)]
		if !there {
			break
		}
		if data, ok := chunk["data"].(*ddbtypes.AttributeValueMemberB); ok {
			packed = append(packed, data.Value...)
		}
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err == nil {
		err = json.NewDecoder(z).Decode(into)
	}
	return err
}

func textOf(m fanlight.Message) string {
	if len(m.Parts) > 0 {
		return strings.Join(m.Parts, "\n")
	}
	return m.Text
}

// wordsOf is a hash of everything that a reader of a message gets.
func wordsOf(m fanlight.Message) string {
	texts := append([]string{m.Subject, m.Text, m.HTML}, m.Parts...)
	for _, f := range m.Files {
		texts = append(texts, f.Name, f.Caption, string(f.Data))
	}
	return hashOf(texts...)
}
