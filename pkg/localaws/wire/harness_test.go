package wire_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	ddb "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	ddbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	sqsclient "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/logging"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/localaws/sqs"
	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// account is a server with its cores and the configuration of SDK clients.
type account struct {
	*wire.Server
	aws.Config
	dynamodb  *dynamodb.Core
	sqs       *sqs.Core
	logs      *logs.Core
	clientLog *clientLog
}

// newAccount returns a server with empty cores, which the in-memory transport reaches. It keeps
// the log of the clients, who write there if a checksum is wrong.
func newAccount(options wire.Options) *account {
	now := options.Now
	if now == nil {
		now = time.Now
	}
	a := &account{
		Server:    wire.New(options),
		dynamodb:  dynamodb.New(now),
		sqs:       sqs.New(now),
		logs:      logs.New(now, logs.Quotas{}),
		clientLog: &clientLog{},
	}
	a.AddDynamoDB(a.dynamodb)
	a.AddSQS(a.sqs)
	a.AddLogs(a.logs)
	a.Config = wire.Config(wire.Memory(a.Server), wire.Endpoint)
	a.Logger = a.clientLog
	return a
}

// clientLog is a logger that keeps its lines.
type clientLog struct {
	mu    sync.Mutex
	lines []string
}

func (w *clientLog) Logf(_ logging.Classification, format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lines = append(w.lines, fmt.Sprintf(format, args...))
}

// table creates a table with the key "pk" and "sk".
func (a *account) table(t testing.TB) *ddb.Client {
	t.Helper()
	client := ddb.NewFromConfig(a.Config)
	_, err := client.CreateTable(t.Context(), &ddb.CreateTableInput{
		TableName:   aws.String("ledger"),
		BillingMode: ddbtypes.BillingModePayPerRequest,
		KeySchema: []ddbtypes.KeySchemaElement{
			{AttributeName: aws.String("pk"), KeyType: ddbtypes.KeyTypeHash},
			{AttributeName: aws.String("sk"), KeyType: ddbtypes.KeyTypeRange},
		},
		AttributeDefinitions: []ddbtypes.AttributeDefinition{
			{AttributeName: aws.String("pk"), AttributeType: ddbtypes.ScalarAttributeTypeS},
			{AttributeName: aws.String("sk"), AttributeType: ddbtypes.ScalarAttributeTypeS},
		},
	})
	if err != nil {
		t.Fatalf("create table: %v", err)
	}
	return client
}

// queue creates a queue.
func (a *account) queue(t testing.TB, attributes map[string]string) (client *sqsclient.Client, url *string) {
	t.Helper()
	client = sqsclient.NewFromConfig(a.Config)
	out, err := client.CreateQueue(t.Context(), &sqsclient.CreateQueueInput{QueueName: aws.String("q"), Attributes: attributes})
	if err != nil {
		t.Fatalf("create queue: %v", err)
	}
	return client, out.QueueUrl
}

func send(t testing.TB, client *sqsclient.Client, url *string, body string) {
	t.Helper()
	if _, err := client.SendMessage(t.Context(), &sqsclient.SendMessageInput{QueueUrl: url, MessageBody: &body}); err != nil {
		t.Fatalf("send %q: %v", body, err)
	}
}

// post sends a body as it is.
func (a *account) post(t testing.TB, target, body string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, wire.Endpoint+"/", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Amz-Target", target)
	resp, err := wire.Memory(a.Server).Do(r)
	if err != nil {
		t.Fatalf("post %s: %v", target, err)
	}
	return resp
}

func expect(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func code(err error) string {
	if e, ok := errors.AsType[smithy.APIError](err); ok {
		return e.ErrorCode()
	}
	if err != nil {
		return "not an API error: " + err.Error()
	}
	return ""
}

type item = map[string]ddbtypes.AttributeValue

func key(sk string) item { return item{"pk": text("p"), "sk": text(sk)} }

func text(s string) ddbtypes.AttributeValue { return &ddbtypes.AttributeValueMemberS{Value: s} }

func number(n string) ddbtypes.AttributeValue { return &ddbtypes.AttributeValueMemberN{Value: n} }

// values makes cmp compare items: the SDK's types have unexported fields.
var values = cmpopts.IgnoreUnexported(
	ddbtypes.AttributeValueMemberS{}, ddbtypes.AttributeValueMemberN{}, ddbtypes.AttributeValueMemberB{},
	ddbtypes.AttributeValueMemberBOOL{}, ddbtypes.AttributeValueMemberNULL{}, ddbtypes.AttributeValueMemberM{},
	ddbtypes.AttributeValueMemberL{}, ddbtypes.AttributeValueMemberSS{}, ddbtypes.AttributeValueMemberNS{}, ddbtypes.AttributeValueMemberBS{},
)

func read(t *testing.T, r io.Reader) (body map[string]any) {
	t.Helper()
	if err := json.NewDecoder(r).Decode(&body); err != nil {
		t.Fatalf("read the answer: %v", err)
	}
	return body
}

// first returns a hook that gives a fault to the first call of an operation.
func first(operation string, fault wire.Fault) func(wire.Call) wire.Fault {
	done := false
	return func(c wire.Call) wire.Fault {
		if done || c.Operation != operation {
			return wire.Fault{}
		}
		done = true
		return fault
	}
}

// poll receives with the longest wait, and returns the time that the call took.
func poll(ctx context.Context, client *sqsclient.Client, url *string) (bodies []string, took time.Duration, err error) {
	began := time.Now()
	out, err := client.ReceiveMessage(ctx, &sqsclient.ReceiveMessageInput{QueueUrl: url, WaitTimeSeconds: 20, MaxNumberOfMessages: 10})
	if err != nil {
		return nil, time.Since(began), err
	}
	for _, m := range out.Messages {
		bodies = append(bodies, *m.Body)
	}
	return bodies, time.Since(began), nil
}
