package e2e

import (
	"encoding/json"
	"encoding/xml"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/localaws"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// The edition of the default report that is about what the functions did in this test.
var (
	functionsDue = time.Date(2026, 1, 4, 6, 30, 0, 0, time.UTC)
	functionsRun = fanlight.NewRunID("functions", functionsDue, "")
)

// reportOnItself follows the default report: its numbers are those of the functions' logs, its
// mail is one that SNS sends, and its page lies in the archive.
func (d *deployment) reportOnItself(t *testing.T) {
	t.Helper()
	queue := d.subscribe(t)
	d.failOnce(t)
	files := d.logs.save(t, t.TempDir())
	d.attachOwnLogs(t, files)
	d.trigger(t, "functions", functionsDue)
	if r := d.await(t, functionsRun); r.State != fanlight.Sent {
		t.Fatalf("run %s is %s, want sent", r.ID, r.State)
	}
	m := d.receive(t, queue)
	m.check(t)
	for function, file := range files {
		figuresOf(t, file).compare(t, function, m.Message)
	}
	d.checkArchive(t)
}

// failOnce invokes the dispatcher with what it cannot read, so that there is an error to count.
func (d *deployment) failOnce(t *testing.T) {
	t.Helper()
	d.mayFail.Store(true)
	defer d.mayFail.Store(false)
	out, err := d.account.Lambda().Invoke(t.Context(), &sdk.InvokeInput{FunctionName: aws.String(d.Functions["dispatcher"]), Payload: []byte(`{"report":3}`)})
	if err != nil || out.FunctionError == nil {
		t.Fatalf("the dispatcher took a report that is a number: %v, %s", err, out.Payload)
	}
}

// attachOwnLogs makes the functions' log groups hold what they wrote until now.
func (d *deployment) attachOwnLogs(t *testing.T, files map[string]string) {
	t.Helper()
	for function, file := range files {
		logs, err := logfile.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		d.account.Do(func(c localaws.Cores) { c.Logs.AttachSource("/aws/lambda/"+function, logs) })
	}
}

// mail is a notification, as SNS hands it to a subscriber
// (docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html).
type mail struct{ Type, TopicArn, Subject, Message string }

// subscribe lets a queue get what the topic of reports gets.
func (d *deployment) subscribe(t *testing.T) (url string) {
	t.Helper()
	queue, err := d.queues.CreateQueue(t.Context(), &sqs.CreateQueueInput{QueueName: aws.String("readers")})
	if err != nil {
		t.Fatal(err)
	}
	arn := d.arn(t, *queue.QueueUrl)
	if _, err := sns.NewFromConfig(d.cfg).Subscribe(t.Context(), &sns.SubscribeInput{
		TopicArn: &d.ReportsTopic, Protocol: aws.String("sqs"), Endpoint: &arn,
	}); err != nil {
		t.Fatal(err)
	}
	return *queue.QueueUrl
}

func (d *deployment) arn(t *testing.T, url string) string {
	t.Helper()
	out, err := d.queues.GetQueueAttributes(t.Context(), &sqs.GetQueueAttributesInput{QueueUrl: &url, AttributeNames: []types.QueueAttributeName{types.QueueAttributeNameQueueArn}})
	if err != nil {
		t.Fatal(err)
	}
	return out.Attributes["QueueArn"]
}

func (d *deployment) receive(t *testing.T, url string) (m mail) {
	t.Helper()
	out, err := d.queues.ReceiveMessage(t.Context(), &sqs.ReceiveMessageInput{QueueUrl: &url, MaxNumberOfMessages: 10})
	if err != nil || len(out.Messages) != 1 {
		t.Fatalf("the topic of reports has sent %v, %v; want one message", out, err)
	}
	if err := json.Unmarshal([]byte(*out.Messages[0].Body), &m); err != nil {
		t.Fatal(err)
	}
	say("From: AWS Notifications <no-reply@sns.amazonaws.com>\nSubject: %s\n\n%s", m.Subject, m.Message)
	return m
}

// check holds the message to the bounds of Publish
// (docs.aws.amazon.com/sns/latest/api/API_Publish.html).
func (m mail) check(t *testing.T) {
	t.Helper()
	if m.Subject == "" || len(m.Subject) > 100 || strings.ContainsFunc(m.Subject, func(r rune) bool { return r < ' ' || r > '~' }) {
		t.Errorf("invalid subject %q: want at most 100 characters of ASCII", m.Subject)
	}
	if len(m.Message) > 256<<10 {
		t.Errorf("the message has %d bytes, want at most 256 KiB", len(m.Message))
	}
}

// figures are the five numbers of a function.
type figures struct {
	invocations, errors, coldStarts int
	p95, memory                     float64
}

var reported = regexp.MustCompile(`REPORT .*\tDuration: ([0-9.]+) ms.*\tMemory Size: (\d+) MB\tMax Memory Used: (\d+) MB`)

// figuresOf counts a function's log line by line.
func figuresOf(t *testing.T, file string) (f figures) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var durations []float64
	size, used := 0.0, 0.0
	for line := range strings.Lines(string(text)) {
		if strings.Contains(line, `"errorType":`) {
			f.errors++
		}
		r := reported.FindStringSubmatch(line)
		if r == nil {
			continue
		}
		f.invocations++
		f.coldStarts += strings.Count(line, "Init Duration")
		durations = append(durations, number(t, r[1]))
		size, used = max(size, number(t, r[2])), max(used, number(t, r[3]))
	}
	if len(durations) == 0 || len(durations) > 19 {
		t.Fatalf("%s: %d invocations; of 1 to 19 the greatest is the 95th percentile", file, len(durations))
	}
	f.p95, f.memory = slices.Max(durations), 100*used/size
	return f
}

// compare finds a function's five numbers in the report.
func (f figures) compare(t *testing.T, function, text string) {
	t.Helper()
	var got []float64
	for line := range strings.Lines(text) {
		if cells := strings.Fields(line); len(cells) > 1 && cells[0] == function {
			for _, cell := range cells[1:] {
				got = append(got, number(t, strings.ReplaceAll(cell, ",", "")))
			}
		}
	}
	want := []float64{float64(f.invocations), float64(f.errors), float64(f.coldStarts), f.p95, f.memory}
	if !slices.EqualFunc(got, want, func(a, b float64) bool { return math.Abs(a-b) < 1e-3 }) {
		t.Fatalf("%s: the report says %v, its log %v", function, got, want)
	}
	say("%s: invocations, errors, cold starts, p95 and memory of the report are those of its log: %v", function, got)
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// checkArchive finds the edition's objects and the page of all editions in the stack's bucket.
func (d *deployment) checkArchive(t *testing.T) {
	t.Helper()
	var list struct {
		Contents []struct {
			Key  string
			Size int
		}
	}
	if err := xml.Unmarshal(d.send(t, "s3", "GET", "/"+d.ArchiveBucket+"?list-type=2", "", nil), &list); err != nil {
		t.Fatal(err)
	}
	edition := "reports/functions/2026-01-04/2026-01-04T06-30-00Z/"
	want := []string{edition + "report.html", edition + "report.json", "reports/functions/index.html"}
	for _, object := range list.Contents {
		say("archive: %s, %d bytes", object.Key, object.Size)
		if object.Size > 0 {
			want = slices.DeleteFunc(want, func(key string) bool { return key == object.Key })
		}
	}
	if len(want) > 0 {
		t.Errorf("the archive lacks %v", want)
	}
}
