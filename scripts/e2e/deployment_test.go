package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/localaws"
	"github.com/fanlight/fanlight/pkg/stack"
)

// deployment holds what Terraform made, as the AWS APIs return it, and the
// processes that this test runs for it.
type deployment struct {
	// Of Terraform's output.
	Stack     string
	Region    string
	Functions map[string]string // names, by function
	Queues    map[string]string // URLs, the dead letters among them

	ReportsTopic  string `json:"reports_topic"`
	ArchiveBucket string `json:"archive_bucket"`

	folder   string // of the programs
	logs     *lambdaLog
	mayFail  atomic.Bool // a function, because the test makes it
	cfg      aws.Config
	lambda   *sdk.Client
	queues   *sqs.Client
	ledger   *ledger.Ledger
	account  *localaws.Local // runs the functions and the queries
	endpoint string          // of account
	ended    chan string     // a function's name for each invocation that ended well
}

func find(t *testing.T, folder string) *deployment {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "stack.json"))
	if err != nil {
		t.Fatal(err)
	}
	d := &deployment{folder: folder, ended: make(chan string, 1000), logs: newLambdaLog(functionsDue.Add(-time.Hour))}
	if err := json.Unmarshal(text, d); err != nil {
		t.Fatal(err)
	}
	if d.cfg, err = config.LoadDefaultConfig(t.Context(), config.WithRegion(d.Region)); err != nil {
		t.Fatal(err)
	}
	d.lambda, d.queues = sdk.NewFromConfig(d.cfg), sqs.NewFromConfig(d.cfg)
	d.ledger = ledger.New(dynamodb.NewFromConfig(d.cfg), d.Stack, stack.Clock{}, 0)
	return d
}

// checkPackages holds what was uploaded to the zips that were packed.
func (d *deployment) checkPackages(t *testing.T) {
	t.Helper()
	text, err := os.ReadFile("../../dist/packages.tfvars.json")
	if err != nil {
		t.Fatal(err)
	}
	var packed struct {
		Packages map[string]struct{ Hash string }
	}
	if err := json.Unmarshal(text, &packed); err != nil {
		t.Fatal(err)
	}
	for function, name := range d.Functions {
		c := d.configuration(t, name)
		if got := aws.ToString(c.CodeSha256); got != packed.Packages[function].Hash {
			t.Errorf("the code of %s has the hash %s, the zip %s", name, got, packed.Packages[function].Hash)
		}
	}
}

func (d *deployment) configuration(t *testing.T, name string) *sdk.GetFunctionConfigurationOutput {
	t.Helper()
	c, err := d.lambda.GetFunctionConfiguration(t.Context(), &sdk.GetFunctionConfigurationInput{FunctionName: &name})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// queueURL finds a queue by its ARN.
func (d *deployment) queueURL(t *testing.T, arn string) string {
	t.Helper()
	out, err := d.queues.GetQueueUrl(t.Context(), &sqs.GetQueueUrlInput{QueueName: aws.String(lastPart(arn))})
	if err != nil {
		t.Fatal(err)
	}
	return *out.QueueUrl
}

// lastPart of an ARN is the name of what it is of.
func lastPart(arn string) string { return arn[strings.LastIndex(arn, ":")+1:] }
