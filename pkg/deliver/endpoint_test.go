package deliver_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// hosts notes the hosts that a client asks, and answers each with an error.
type hosts []string

// Do implements aws.HTTPClient.
func (h *hosts) Do(r *http.Request) (*http.Response, error) {
	*h = append(*h, r.URL.Host)
	return &http.Response{StatusCode: http.StatusBadRequest, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("{}"))}, nil
}

// hostsOf sends to each kind of destination that is a service of AWS, and returns the hosts
// of these services.
func hostsOf(t *testing.T, region string) []string {
	t.Helper()
	var asked hosts
	cfg, err := awsconfig.LoadDefaultConfig(t.Context(), awsconfig.WithRegion(region),
		awsconfig.WithCredentialsProvider(credentials.NewStaticCredentialsProvider("AKID", "SECRET", "")))
	if err != nil {
		t.Fatal(err)
	}
	cfg.HTTPClient = &asked
	sender := deliver.New(channel.Environment{AWS: cfg, HTTP: &asked})
	arn := func(service, name string) string {
		return "arn:aws:" + service + ":" + region + ":111122223333:" + name
	}
	for _, to := range []report.Destination{
		{Kind: report.KindEmail, Email: &report.Email{From: "a@example.org", To: []string{"b@example.org"}}},
		{Kind: report.KindSNS, SNS: &report.SNS{Topic: arn("sns", "reports")}},
		{Kind: report.KindEventBridge, EventBridge: &report.EventBridge{Bus: arn("events", "event-bus/shop")}},
		{Kind: report.KindS3, S3: &report.S3{Bucket: "reports"}},
		{Kind: report.KindTelegram, Telegram: &report.Telegram{Chat: "1", Token: "ssm:/token"}},
		{Kind: report.KindTelegram, Telegram: &report.Telegram{Chat: "1", Token: report.Secret("secretsmanager:" + arn("secretsmanager", "secret:bot"))}},
	} {
		if _, err := sender.Send(t.Context(), to, fanlight.Message{Text: `{"type":"t","data":{}}`, Parts: []string{"report.html\nt"}}); err == nil {
			t.Errorf("%s: no error", to.Kind)
		}
	}
	return asked
}

// Services are asked where the SDK's settings want it
// (docs.aws.amazon.com/sdkref/latest/guide/feature-endpoints.html), those of signed calls as
// those of clients.
func TestSender_Send_endpoints(t *testing.T) {
	for _, test := range []struct {
		name, region, fips, dual string
		want                     []string
	}{
		{"by default", "us-east-1", "", "", []string{
			"email.us-east-1.amazonaws.com", "sns.us-east-1.amazonaws.com", "events.us-east-1.amazonaws.com", "reports.s3.us-east-1.amazonaws.com",
			"ssm.us-east-1.amazonaws.com", "secretsmanager.us-east-1.amazonaws.com",
		}},
		{"FIPS", "us-east-1", "true", "", []string{
			"email-fips.us-east-1.amazonaws.com", "sns-fips.us-east-1.amazonaws.com", "events-fips.us-east-1.amazonaws.com", "reports.s3-fips.us-east-1.amazonaws.com",
			"ssm-fips.us-east-1.amazonaws.com", "secretsmanager-fips.us-east-1.amazonaws.com",
		}},
		{"dual stack", "us-east-1", "", "true", []string{
			"email.us-east-1.api.aws", "sns.us-east-1.api.aws", "events.us-east-1.api.aws", "reports.s3.dualstack.us-east-1.amazonaws.com",
			"ssm.us-east-1.api.aws", "secretsmanager.us-east-1.amazonaws.com",
		}},
		{"both", "us-east-1", "true", "true", []string{
			"email-fips.us-east-1.api.aws", "sns-fips.us-east-1.api.aws", "events-fips.us-east-1.api.aws", "reports.s3-fips.dualstack.us-east-1.amazonaws.com",
			"ssm-fips.us-east-1.api.aws", "secretsmanager-fips.us-east-1.amazonaws.com",
		}},
		{"an isolated partition", "us-iso-east-1", "", "", []string{
			"email.us-iso-east-1.c2s.ic.gov", "sns.us-iso-east-1.c2s.ic.gov", "events.us-iso-east-1.c2s.ic.gov", "reports.s3.us-iso-east-1.c2s.ic.gov",
			"ssm.us-iso-east-1.c2s.ic.gov", "secretsmanager.us-iso-east-1.c2s.ic.gov",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv("AWS_USE_FIPS_ENDPOINT", test.fips)
			t.Setenv("AWS_USE_DUALSTACK_ENDPOINT", test.dual)
			if diff := cmp.Diff(test.want, hostsOf(t, test.region)); diff != "" {
				t.Errorf("hosts (-want +got):\n%s", diff)
			}
		})
	}
}
