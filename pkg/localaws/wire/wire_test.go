package wire_test

import (
	"context"
	"errors"
	"fmt"
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

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/localaws/sqs"
	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// account is a server with its cores and a configuration for real clients.
type account struct {
	*wire.Server
	aws.Config
	dynamodb *dynamodb.Core
	sqs      *sqs.Core
	logs     *logs.Core
	words    *words
}

// newAccount serves empty cores through the in-memory carrier. What the clients log (they
// complain of checksums there) is kept.
func newAccount(options wire.Options) *account {
	now := options.Now
	if now == nil {
		now = time.Now
	}
	a := &account{
		Server:   wire.New(options),
		dynamodb: dynamodb.New(now),
		sqs:      sqs.New(now),
		logs:     logs.New(now, logs.Quotas{}),
		words:    &words{},
	}
	a.AddDynamoDB(a.dynamodb)
	a.AddSQS(a.sqs)
	a.AddLogs(a.logs)
	a.Config = wire.Config(wire.Memory(a.Server), wire.Endpoint)
	a.Logger = a.words
	return a
}

// words collects log lines.
type words struct {
	mu    sync.Mutex
	lines []string
}

func (w *words) Logf(_ logging.Classification, format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lines = append(w.lines, fmt.Sprintf(format, args...))
}

// table creates one with the key "pk" and "sk".
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

// queue creates one.
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

// post sends a body as it is, as clients in other languages might.
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

func TestTheCarrierRefusesForeignHosts(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	client := sqsclient.NewFromConfig(a.Config, func(o *sqsclient.Options) { o.BaseEndpoint = aws.String("https://sqs.us-east-1.amazonaws.com") })
	_, err := client.ListQueues(context.Background(), &sqsclient.ListQueuesInput{})
	if err == nil || !strings.Contains(err.Error(), "not sqs.us-east-1.amazonaws.com") {
		t.Errorf("a request to AWS gave %v, want a refusal that names the host", err)
	}
}

func TestTheEndpointOfAQueueURLDoesNotMatter(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	client, _ := a.queue(t, nil)
	send(t, client, aws.String("https://sqs.us-east-1.amazonaws.com/000000000000/q"), "x")
}
