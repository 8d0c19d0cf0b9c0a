package doctor_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/cmd/fanlight/doctor"
	"github.com/fanlight/fanlight/pkg/deliver/inspect"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws"
	"github.com/fanlight/fanlight/pkg/localaws/lambda"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
)

// stackName is the name of the stack that is checked.
const stackName = "prod"

// setup is a stack on the stand-in, as it is deployed or with a mistake.
type setup struct {
	table     func(*dynamodb.CreateTableInput)
	noTable   bool
	without   string            // a queue or function that is not there
	queues    func(*sqs.Client) // is called with the queues of the account
	logs      func(localaws.Cores)
	reporter  lambda.Function   // nil: one that finds nothing
	report    *report.Report    // nil: aReport
	ahead     time.Duration     // of this machine's clock
	overrides map[string]string // answers in place of the stand-in's, see world.Do
	denied    map[string]bool   // operations
	bad       map[string]int    // status of overrides
}

// aReport reads one log group every day.
func aReport(t *testing.T) *report.Report {
	t.Helper()
	schedule, err := report.ParseSchedule("cron(30 12 * * ? *)", "UTC")
	if err != nil {
		t.Fatal(err)
	}
	return &report.Report{
		Name: "calls", Title: "Calls", Schedule: schedule, Timezone: "UTC", Window: report.Window{Length: report.Duration(24 * time.Hour)},
		Deadline: report.Duration(30 * time.Minute), LogGroups: []string{"/app"}, MaxRows: 100,
		Queries:  []report.Query{{ID: "calls", Text: "stats count(*) as calls", LogGroups: []string{"/app"}, MaxRows: 100}},
		Sections: []report.Section{{Title: "Calls", Query: "calls", Show: report.ShowNumber, Value: "calls"}},
		Deliver:  []report.Destination{{Name: "stdout", Kind: report.KindStdout, OnUnknown: report.Resend}},
	}
}

// world is the stand-in, with what it lacks.
type world struct {
	t       *testing.T
	setup   setup
	account *localaws.Local
	now     func() time.Time
	asked   []string // operations of overrides, or "service.path"
}

// finding is a reporter that finds these.
func finding(program string, all ...inspect.Finding) lambda.Function {
	return lambda.Handler(func(context.Context, json.RawMessage) (reporter.Checked, error) {
		return reporter.Checked{Version: 1, Program: program, Reports: 1, Findings: all}, nil
	})
}

func build(t *testing.T, s setup) *world {
	t.Helper()
	w := &world{t: t, setup: s, account: localaws.New(localaws.Options{})}
	w.now = func() time.Time { return time.Now().Add(s.ahead) }
	t.Cleanup(w.account.Close)
	w.createTable()
	w.createQueues()
	for _, f := range stack.Functions {
		code := lambda.Handler(func(context.Context) error { t.Errorf("the %s was invoked", f); return nil })
		if f == stack.Reporter {
			code = s.reporter
			if code == nil {
				code = finding("")
			}
		}
		if s.without != string(f) {
			w.account.Lambda().Register(f.In(stackName), code, lambda.Config{Timeout: time.Minute})
		}
	}
	if s.logs != nil {
		w.account.Do(s.logs)
	} else {
		w.createGroup("/app")
	}
	return w
}

func (w *world) createTable() {
	w.t.Helper()
	if w.setup.noTable {
		return
	}
	in := ledger.Table(stackName)
	if w.setup.table != nil {
		w.setup.table(in)
	}
	tables := dynamodb.NewFromConfig(w.account.Config())
	if _, err := tables.CreateTable(w.t.Context(), in); err != nil {
		w.t.Fatal(err)
	}
	if aws.ToString(in.KeySchema[0].AttributeName) != ledger.PartitionKey {
		return
	}
	r := w.setup.report
	if r == nil {
		r = aReport(w.t)
	}
	if err := ledger.New(tables, stackName, stack.Clock{}, 0).PutDefinition(w.t.Context(), ledger.Definition{Report: *r, Hash: r.Hash()}); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) createQueues() {
	w.t.Helper()
	queues := sqs.NewFromConfig(w.account.Config())
	if w.setup.without == "queues" {
		return
	}
	if _, err := stack.Create(w.t.Context(), stackName, stack.MaxReceives, tableThere{}, queues); err != nil {
		w.t.Fatal(err)
	}
	if _, err := queues.CreateQueue(w.t.Context(), &sqs.CreateQueueInput{QueueName: aws.String(stackName + "-dispatch-dead")}); err != nil {
		w.t.Fatal(err)
	}
	if w.setup.queues != nil {
		w.setup.queues(queues)
	}
}

// tableThere creates no table: createTable has made it.
type tableThere struct{}

func (tableThere) CreateTable(context.Context, *dynamodb.CreateTableInput, ...func(*dynamodb.Options)) (*dynamodb.CreateTableOutput, error) {
	return &dynamodb.CreateTableOutput{}, nil
}

func (w *world) createGroup(name string) {
	w.t.Helper()
	if _, err := cloudwatchlogs.NewFromConfig(w.account.Config()).CreateLogGroup(w.t.Context(), &cloudwatchlogs.CreateLogGroupInput{LogGroupName: &name}); err != nil {
		w.t.Fatal(err)
	}
}

// Do implements aws.HTTPClient. It answers operations of overrides, by their names in
// X-Amz-Target, their Action of SNS or the beginning of method and path. All answers have
// the time of the service.
func (w *world) Do(r *http.Request) (*http.Response, error) {
	name := w.nameOf(r)
	resp, err := w.answer(name, r)
	if err == nil {
		resp.Header.Set("Date", time.Now().UTC().Format(http.TimeFormat))
	}
	return resp, err
}

func (w *world) answer(name string, r *http.Request) (*http.Response, error) {
	for operation := range w.setup.denied {
		if strings.HasPrefix(name, operation) {
			return respond(http.StatusBadRequest, "AccessDeniedException", `{"__type":"AccessDeniedException","message":"not authorized"}`), nil
		}
	}
	operation := ""
	for prefix := range w.setup.overrides {
		if strings.HasPrefix(name, prefix) && len(prefix) > len(operation) {
			operation = prefix
		}
	}
	if operation != "" {
		return w.override(operation, name), nil
	}
	return w.account.Config().HTTPClient.Do(r)
}

func (w *world) override(operation, name string) *http.Response {
	w.asked = append(w.asked, name)
	answer, code := w.setup.overrides[operation], w.setup.bad[operation]
	if code == 0 {
		return respond(http.StatusOK, "", answer)
	}
	var e struct {
		Type string `json:"__type"`
	}
	_ = json.Unmarshal([]byte(answer), &e) // an answer in XML names its code itself
	return respond(code, e.Type, answer)
}

func (w *world) nameOf(r *http.Request) string {
	if _, operation, ok := strings.Cut(r.Header.Get("X-Amz-Target"), "."); ok {
		return operation
	}
	if r.Body != nil && r.URL.Path == "/" {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			w.t.Fatal(err)
		}
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		for pair := range strings.SplitSeq(string(body), "&") {
			if action, is := strings.CutPrefix(pair, "Action="); is {
				return action
			}
		}
	}
	return r.Method + " " + r.URL.Path
}

func respond(code int, kind, body string) *http.Response {
	resp := httptest.NewRecorder()
	resp.Header().Set("Content-Type", "application/json")
	if kind != "" {
		resp.Header().Set("X-Amzn-ErrorType", kind)
	}
	resp.WriteHeader(code)
	_, _ = io.WriteString(resp, body)
	return resp.Result()
}

func (w *world) doctor() *doctor.Doctor {
	cfg := w.account.Config()
	cfg.HTTPClient = w
	return doctor.New(cfg, stackName, w.now)
}

// checks opens the stack and runs all checks.
func (w *world) checks() (all []doctor.Check) {
	w.t.Helper()
	d := w.doctor()
	if _, err := d.Open(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	if err := d.Run(w.t.Context(), func(string) {}, func(c doctor.Check) error { all = append(all, c); return nil }); err != nil {
		w.t.Fatal(err)
	}
	return all
}

// named returns the checks of a name.
func named(all []doctor.Check, name string) (found []doctor.Check) {
	for _, c := range all {
		if c.Name == name {
			found = append(found, c)
		}
	}
	return found
}

// expect looks for a check with a state and words.
func expect(t *testing.T, test string, all []doctor.Check, name, state, words, remedy string) {
	t.Helper()
	for _, c := range named(all, name) {
		if c.State == state && strings.Contains(c.Finding, words) && strings.Contains(c.Remedy, remedy) {
			return
		}
	}
	t.Errorf("%s: no check %s that is %s with %q → %q in\n%+v", test, name, state, words, remedy, named(all, name))
}
