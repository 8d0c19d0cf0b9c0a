package stack_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lambdaevent"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// snapshot has everything that a deployment has stored and sent at one moment.
type snapshot struct {
	At      time.Time  `json:"at"`
	Items   []jsonItem `json:"items"`
	Queries []string   `json:"queries"` // bodies of the query messages that were sent, some of which are done
	Reports []string   `json:"reports"` // of the report messages
	Started []started  `json:"started"` // at Logs Insights, oldest first
}

// started is a query that was started at Logs Insights.
type started struct {
	Text      string   `json:"text"`
	LogGroups []string `json:"log_groups"`
	Start     int64    `json:"start"`
	End       int64    `json:"end"`
}

// TestStack_record_layout writes, with FANLIGHT_RECORD_LAYOUT=1, what the present code
// stores and sends: testdata/layout-<ledger.Layout>. It never writes a folder that
// exists: what a version stored does not change later. Record a layout when the code
// that writes it is about to be released; TestStack_reads_layouts reads every folder
// from then on. Layout 0 was recorded from the last commit that wrote it.
func TestStack_record_layout(t *testing.T) {
	t.Parallel()
	folder := fmt.Sprintf("testdata/layout-%d", ledger.Layout)
	if _, err := os.Stat(folder); !errors.Is(err, os.ErrNotExist) || os.Getenv("FANLIGHT_RECORD_LAYOUT") == "" {
		t.Skipf("%s exists, or FANLIGHT_RECORD_LAYOUT is not set", folder)
	}
	var records bytes.Buffer
	var events []fanlight.Event
	tables := map[string]snapshot{}
	answers := map[string]fanlight.Answer{}
	for _, name := range slices.Sorted(maps.Keys(moments)) {
		r := newRecording(t, &records, answers)
		moments[name](r)
		tables[name] = r.snapshot()
		events = append(events, r.Events...)
	}
	for name, s := range tables {
		write(t, folder+"/tables/"+name+".json", indented(t, s))
	}
	writeKinds(t, folder, tables)
	writeSent(t, folder, tables, answers)
	writeLines(t, folder, &records, events)
}

// recording is a deployment of one report whose items are recorded.
type recording struct {
	*sim.Harness
	run     fanlight.Run
	answers map[string]fanlight.Answer
}

// layoutReport is the report of the recorded runs: two shards, two destinations
// and an owner.
func layoutReport() report.Report {
	r := sim.Report(17, "chat", "mail")
	r.Owner = &report.Destination{Name: "owner", Kind: report.KindStdout, OnUnknown: report.Resend}
	r.Deliver[1].OnUnknown = report.Skip
	r.Queries[2].MaxScan = 1 << 40
	r.Queries[3].Text = `fields @timestamp, @message # "quotes" and ümlauts`
	return r
}

// failsOnce lets the first epoch's query 1 fail.
func failsOnce(q sim.Query) logs.Execution {
	if q.Index == 1 && q.Epoch == 1 {
		return sim.Ends(failedQuery)
	}
	return sim.Answers(q)
}

func newRecording(t *testing.T, records *bytes.Buffer, answers map[string]fanlight.Answer) *recording {
	h := sim.NewHarness(t, layoutReport())
	h.Script = failsOnce
	h.Log = slog.NewJSONHandler(records, &slog.HandlerOptions{Level: slog.LevelDebug})
	h.Sweep()
	return &recording{Harness: h, answers: answers}
}

// moments are what a stack may be doing when another version is deployed.
var moments = map[string]func(*recording){
	"created": func(r *recording) { r.dispatch(dieBefore("PutItem", "PROGRESS#", 1)) },
	"dispatching": func(r *recording) {
		r.dispatch(dieBefore("SendMessageBatch", "", 2))
	},
	"running": func(r *recording) {
		r.run = r.Start()
		r.Work(r.Process().With(dieBefore("GetQueryResults", "", 1)), worker.Settings{})
	},
	"half-settled": func(r *recording) {
		r.run = r.Start()
		r.Work(r.Process().With(dieBefore("UpdateItem", "settled", 2)), worker.Settings{Slots: 10})
	},
	"reporting": func(r *recording) {
		r.run = r.Start()
		r.settle()
		r.Publish(r.Process().With(dieAfter("Deliver", "", 2)))
	},
	"released": func(r *recording) {
		r.run = r.Start()
		r.settle()
		r.Sender.Answer = func(to string, _ int) error {
			return &fanlight.DeliveryError{Unknown: to == "mail", RetryAfter: time.Minute, Err: errors.New("refused for now")}
		}
		r.Publish(r.Process())
	},
	"cancelling": func(r *recording) {
		r.run = r.Start()
		r.Work(r.Process().With(dieBefore("GetQueryResults", "", 1)), worker.Settings{})
		r.command(fanlight.Command{Action: fanlight.ActionCancel, ID: "cancel", Run: sim.RunID, Epoch: 1}, dieAfter("PutItem", "SEND#", 1))
	},
	"cancelled": func(r *recording) {
		r.run = r.Start()
		r.command(fanlight.Command{Action: fanlight.ActionCancel, ID: "cancel", Run: sim.RunID, Epoch: 1}, nil)
	},
	"ended":         (*recording).end,
	"partly-sent":   (*recording).endPartly,
	"replaying":     func(r *recording) { r.end(); r.command(replayFailed, dieBefore("PutItem", "PROGRESS#", 1)) },
	"replaying-all": func(r *recording) { r.end(); r.command(replayAll, dieBefore("PutItem", "PROGRESS#", 2)) },
	"replayed":      func(r *recording) { r.end(); r.command(replayFailed, nil); r.Quiesce() },
	"inherited":     func(r *recording) { r.end(); r.command(replayFailed, nil) },
	"resending":     func(r *recording) { r.end(); r.command(resendMail, dieBefore("SendMessageBatch", "", 1)) },
	"resent":        func(r *recording) { r.end(); r.command(resendMail, nil); r.Quiesce() },
	"manual": func(r *recording) {
		r.command(fanlight.Command{Action: fanlight.ActionStart, Report: sim.ReportName, ScheduledTime: sim.Due, Suffix: "abc123"}, nil)
		r.command(fanlight.Command{Action: fanlight.ActionBackfill, Report: sim.ReportName, From: sim.Due.Add(-24 * time.Hour), To: sim.Due}, nil)
		r.command(fanlight.Command{Action: fanlight.ActionStart, Report: "unknown", ScheduledTime: sim.Due}, nil)
	},
}

var (
	replayAll    = fanlight.Command{Action: fanlight.ActionReplay, ID: "replay", Run: sim.RunID, Epoch: 1}
	replayFailed = fanlight.Command{Action: fanlight.ActionReplay, ID: "replay", Run: sim.RunID, Epoch: 1, Failed: true}
	resendMail   = fanlight.Command{Action: fanlight.ActionResend, ID: "resend", Run: sim.RunID, Epoch: 1, Round: 1, Destinations: []string{"mail"}}
)

// dieBefore returns the strike of a process that dies before the nth call of an
// operation whose input names something.
func dieBefore(op, names string, n int) func(sim.Call) sim.Fault {
	return dieAt(op, names, n, sim.CrashBefore)
}

func dieAfter(op, names string, n int) func(sim.Call) sim.Fault {
	return dieAt(op, names, n, sim.CrashAfter)
}

func dieAt(op, names string, n int, fault sim.Fault) func(sim.Call) sim.Fault {
	return func(c sim.Call) sim.Fault {
		if c.Op != op || !strings.Contains(inputText(c.Input), names) {
			return sim.NoFault
		}
		if n--; n != 0 {
			return sim.NoFault
		}
		return fault
	}
}

// inputText returns the part of a call's input by which dieAt selects it.
func inputText(in any) string {
	switch in := in.(type) {
	case *dynamodb.PutItemInput:
		return in.Item["sk"].(*types.AttributeValueMemberS).Value
	case *dynamodb.UpdateItemInput:
		return *in.UpdateExpression
	}
	return ""
}

func (r *recording) dispatch(strike func(sim.Call) sim.Fault) {
	p := r.Process().With(strike)
	if _, died := p.Run(func() error {
		_, err := p.Dispatcher().Start(r.T.Context(), sim.ReportName, sim.Due, "")
		return err
	}); !died {
		r.T.Fatal("the dispatcher did not die")
	}
}

// settle lets workers settle all queries.
func (r *recording) settle() {
	for r.Work(r.Process(), worker.Settings{}) > 0 {
	}
}

func (r *recording) end() {
	r.run = r.Start()
	r.Quiesce()
}

func (r *recording) endPartly() {
	r.Sender.Answer = func(to string, _ int) error {
		if to == "mail" {
			return &fanlight.DeliveryError{Unknown: true, Err: errors.New("no answer came")}
		}
		return &fanlight.DeliveryError{Permanent: true, Err: errors.New("refused for good")}
	}
	r.end()
}

// command lets a dispatcher carry out a command. It dies of a strike.
func (r *recording) command(c fanlight.Command, strike func(sim.Call) sim.Fault) {
	p := r.Process()
	if strike != nil {
		p.With(strike)
	}
	var answer fanlight.Answer
	err, died := p.Run(func() (err error) {
		answer, err = p.Dispatcher().Execute(r.T.Context(), c)
		return err
	})
	if err != nil || died != (strike != nil) {
		r.T.Fatalf("%s: %v, died: %t", c.Action, err, died)
	}
	if !died {
		name := string(c.Action)
		if answer.Refused != "" {
			name += "-refused"
		}
		r.answers[name] = answer
	}
}

// partitions are those of a run's items.
func (r *recording) partitions() []string {
	run := "RUN#" + string(sim.RunID)
	packed, err := r.Ledger().Definition(r.T.Context(), sim.ReportName)
	if err != nil {
		r.T.Fatal(err)
	}
	return []string{
		"DEFINITION#" + packed.Packed.Digest,
		"REPORTS", "REPORT#" + sim.ReportName, run, run + "#1", run + "#2",
		run + "+abc123", run + "+abc123#1", "RUN#bot-usage@2026-01-01T12:30:00Z", "RUN#bot-usage@2026-01-01T12:30:00Z#1",
	}
}

func (r *recording) snapshot() snapshot {
	s := snapshot{At: r.Clock.Now()}
	for _, pk := range r.partitions() {
		out, err := r.DynamoDB.Query(r.T.Context(), &dynamodb.QueryInput{
			TableName: &r.Names.Table, KeyConditionExpression: new("pk = :pk"),
			ExpressionAttributeValues: map[string]types.AttributeValue{":pk": &types.AttributeValueMemberS{Value: pk}},
		})
		if err != nil {
			r.T.Fatal(err)
		}
		for _, it := range out.Items {
			s.Items = append(s.Items, cut(it)...)
		}
	}
	for _, m := range r.QuerySent {
		s.Queries = append(s.Queries, m.Body())
	}
	for _, m := range r.ReportSent {
		s.Reports = append(s.Reports, m.Body())
	}
	for _, q := range r.Started() {
		s.Started = append(s.Started, started{q.Text, q.Groups, q.Query.Start / 1000, q.End / 1000})
	}
	return s
}

// cut cuts the only chunk of a document, a plan or a result into three, as the
// ledger cuts what is larger than an item.
func cut(it map[string]types.AttributeValue) []jsonItem {
	sk := it["sk"].(*types.AttributeValueMemberS).Value
	attribute := map[bool]string{true: "rows", false: "data"}[strings.HasPrefix(sk, "RESULT#0#")]
	data, chunk := it[attribute].(*types.AttributeValueMemberB)
	if !chunk || !strings.HasSuffix(sk, "000") {
		return []jsonItem{it}
	}
	third := (len(data.Value) + 2) / 3
	var all []jsonItem
	for n := range 3 {
		piece := jsonItem{}
		if n == 0 || attribute == "data" {
			piece = jsonItem(maps.Clone(it))
			piece["count"] = &types.AttributeValueMemberN{Value: "3"}
		}
		piece["pk"] = it["pk"]
		if expires, set := it["expires"]; set {
			piece["expires"] = expires
		}
		piece["sk"] = &types.AttributeValueMemberS{Value: strings.TrimSuffix(sk, "000") + fmt.Sprintf("%03d", n)}
		place := n
		if _, lines := it["form"]; lines { // the last rows are in the head
			place = (n + 2) % 3
		}
		piece[attribute] = &types.AttributeValueMemberB{Value: data.Value[place*third : min((place+1)*third, len(data.Value))]}
		all = append(all, piece)
	}
	return all
}

// writeKinds writes one file for each kind of item: one of each state and set of
// attributes.
func writeKinds(t *testing.T, folder string, tables map[string]snapshot) {
	kinds := map[string]map[string]jsonItem{}
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		for _, it := range tables[name].Items {
			kind, form := kindOf(it)
			if kinds[kind] == nil {
				kinds[kind] = map[string]jsonItem{}
			}
			if kinds[kind][form] == nil {
				kinds[kind][form] = it
			}
		}
	}
	for kind, forms := range kinds {
		var all []jsonItem
		for _, form := range slices.Sorted(maps.Keys(forms)) {
			all = append(all, forms[form])
		}
		write(t, folder+"/items/"+kind+".json", indented(t, all))
	}
}

// kindOf returns the kind of an item, and its form: its state and attributes.
func kindOf(it jsonItem) (kind, form string) {
	pk, sk := it["pk"].(*types.AttributeValueMemberS).Value, it["sk"].(*types.AttributeValueMemberS).Value
	kind, _, _ = strings.Cut(sk, "#")
	partition, _, _ := strings.Cut(pk, "#")
	switch {
	case partition == "REPORTS":
		kind = "REPORTS"
	case kind == "CHUNK":
		kind = "frozen-DEFINITION"
	case partition == "REPORT" && kind == "RUN":
		kind = "listing"
	case kind == "DOCUMENT" && it["attempt"] != nil:
		kind = "DOCUMENT-pointer"
	}
	for _, attribute := range []string{"state", "outcome"} {
		if s, ok := it[attribute].(*types.AttributeValueMemberS); ok {
			form += s.Value + " "
		}
	}
	if kind == "PROGRESS" {
		return kind, fmt.Sprint(it["q0"] != nil || it["q16"] != nil, it["w0"] != nil || it["w16"] != nil, it["resent"] != nil)
	}
	return kind, form + strings.Join(slices.Sorted(maps.Keys(it)), " ")
}

// writeSent writes the messages, the commands and their answers.
func writeSent(t *testing.T, folder string, tables map[string]snapshot, answers map[string]fanlight.Answer) {
	ended := tables["replayed"]
	write(t, folder+"/messages/query.json", strings.Join(ended.Queries, "\n")+"\n")
	write(t, folder+"/messages/report.json", strings.Join(ended.Reports, "\n")+"\n")
	for name, c := range map[string]fanlight.Command{
		"schedule": {Report: sim.ReportName, ScheduledTime: sim.Due},
		"start":    {Action: fanlight.ActionStart, Report: sim.ReportName, ScheduledTime: sim.Due, Suffix: "abc123"},
		"replay":   replayAll, "replay-failed": replayFailed, "resend": resendMail,
		"cancel":   {Action: fanlight.ActionCancel, ID: "cancel", Run: sim.RunID, Epoch: 1},
		"backfill": {Action: fanlight.ActionBackfill, Report: sim.ReportName, From: sim.Due.Add(-24 * time.Hour), To: sim.Due},
	} {
		write(t, folder+"/commands/"+name+".json", indented(t, c))
	}
	for name, a := range answers {
		write(t, folder+"/answers/"+name+".json", indented(t, a))
	}
}

// writeLines writes one metric line for each kind of event, and the first log
// record with each message.
func writeLines(t *testing.T, folder string, records *bytes.Buffer, events []fanlight.Event) {
	var lines bytes.Buffer
	clock := sim.NewHarness(t).Clock
	metrics := lambdaevent.NewMetrics(&lines, clock, "fanlight")
	for _, kind := range []fanlight.EventKind{
		fanlight.EventUnknownReport, fanlight.EventGaveUp, fanlight.EventMissedRun, fanlight.EventMissedEditions, fanlight.EventOverdue,
		fanlight.EventBroken, fanlight.EventOwnerUnreached, fanlight.EventWaiting, fanlight.EventRunEnded,
	} {
		example := fanlight.Event{Kind: kind, Run: sim.RunID, Report: sim.ReportName, Detail: "as it happened"}
		for _, e := range events {
			if e.Kind == kind {
				example = e
				break
			}
		}
		metrics.Emit(t.Context(), example)
	}
	write(t, folder+"/metrics.json", lines.String())
	write(t, folder+"/log.json", firstOfEach(t, records))
}

// firstOfEach returns the first record with each message, by message, without its
// time.
func firstOfEach(t *testing.T, records *bytes.Buffer) string {
	first := map[string]string{}
	for line := range strings.Lines(records.String()) {
		var record map[string]any
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Fatal(err)
		}
		delete(record, "time")
		if message := record["msg"].(string); first[message] == "" {
			first[message] = string(encoded(t, record))
		}
	}
	var page strings.Builder
	for _, message := range slices.Sorted(maps.Keys(first)) {
		page.WriteString(first[message] + "\n")
	}
	return page.String()
}

func indented(t *testing.T, v any) string {
	t.Helper()
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b) + "\n"
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
