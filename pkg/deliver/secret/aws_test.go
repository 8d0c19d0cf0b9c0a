package secret_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/secret"
	"github.com/fanlight/fanlight/pkg/report"
)

var (
	throttled = answer{400, `{"__type":"ThrottlingException","message":"Rate exceeded"}`}
	broken    = answer{500, `{"__type":"InternalServerError","message":"oh"}`}
	page      = answer{503, "<html>a proxy's page</html>"}
	denied    = answer{400, `{"__type":"AccessDeniedException","message":"not authorized"}`}
	echoing   = answer{400, `{"__type":"ValidationException","message":"invalid: tok-x"}`}
	echoPage  = answer{403, "<html>tok-x</html>"}
	expired   = answer{400, `{"__type":"ExpiredTokenException","message":"expired"}`}
	garbled   = answer{200, `{"Parameter":{"Value":"tok-x`}
	odd       = answer{200, `{"Parameter":{"Value":["tok-x"]},"SecretString":["tok-x"]}`}
	nothing   = answer{200, `{}`}
	refused   = answer{}
)

// TestReader_Secret_faults counts the requests that an answer takes: the SDK
// sends again what may pass, three requests in all.
func TestReader_Secret_faults(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name      string
		faults    []answer
		requests  int
		words     string // of the error; empty: read
		permanent bool
	}{
		{name: "throttled once", faults: []answer{throttled}, requests: 2},
		{name: "broken twice", faults: []answer{broken, page}, requests: 3},
		{name: "not reached once", faults: []answer{refused}, requests: 2},
		{name: "throttled always", faults: slices.Repeat([]answer{throttled}, 9), requests: 3, words: "ThrottlingException: Rate exceeded"},
		{name: "broken always", faults: slices.Repeat([]answer{broken}, 9), requests: 3, words: "InternalServerError"},
		{name: "a page always", faults: slices.Repeat([]answer{page}, 9), requests: 3, words: "503"},
		{name: "never reached", faults: slices.Repeat([]answer{refused}, 9), requests: 3, words: "connection refused"},
		{name: "expired credentials", faults: []answer{expired}, requests: 1, words: "ExpiredTokenException"},
		{name: "denied", faults: []answer{denied}, requests: 1, words: "not authorized", permanent: true},
		{name: "an error with the value", faults: []answer{echoing}, requests: 1, words: "the service answered 400 ValidationException", permanent: true},
		{name: "a page with the value", faults: []answer{echoPage}, requests: 1, words: "the service answered 403", permanent: true},
		{name: "cut answer", faults: slices.Repeat([]answer{garbled}, 9), requests: 1, words: "the answer cannot be read"},
		{name: "odd answer", faults: slices.Repeat([]answer{odd}, 9), requests: 1, words: "the answer cannot be read"},
		{name: "empty answer", faults: []answer{nothing}, requests: 1, words: "cannot be read"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				v := newVault(test.faults...)
				_, err := secret.NewAt(v.config(), nil, time.Now).Secret(t.Context(), "ssm:/bot/token")
				checkError(t, "ssm:/bot/token", err, test.words, test.permanent)
				if n := len(v.requested()); n != test.requests {
					t.Errorf("%d requests, want %d", n, test.requests)
				}
			})
		})
	}
}

func TestReader_Secret_credentials(t *testing.T) {
	t.Parallel()
	without := newVault().config()
	without.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{}, errors.New("no credentials today")
	})
	for _, test := range []struct {
		name  string
		cfg   aws.Config
		words string
	}{
		{"no credentials", without, "no credentials today"},
		{"nothing configured", aws.Config{}, "GetParameter"},
	} {
		_, err := secret.NewAt(test.cfg, nil, time.Now).Secret(t.Context(), "ssm:/bot/token")
		checkError(t, "ssm:/bot/token", err, test.words, false)
	}
}

// TestReader_Secret_endpoints holds that the SDK finds the endpoints of other
// partitions, of FIPS and of dual stack.
func TestReader_Secret_endpoints(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		source []any
		ref    report.Secret
		want   string
	}{
		{"own Region", nil, "ssm:/bot/token", "ssm.us-east-1.amazonaws.com"},
		{"FIPS", []any{fips{}}, "ssm:/bot/token", "ssm-fips.us-east-1.amazonaws.com"},
		{"dual stack", []any{dualStack{}}, "ssm:/bot/token", "ssm.us-east-1.api.aws"},
		{"the ARN's Region", nil, managed("#token"), "secretsmanager.eu-west-1.amazonaws.com"},
		{"China", nil, "secretsmanager:arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:bot-AbCdEf#token", "secretsmanager.cn-north-1.amazonaws.com.cn"},
	} {
		v := newVault()
		cfg := v.config()
		cfg.BaseEndpoint, cfg.ConfigSources = nil, test.source
		_, _ = secret.NewAt(cfg, nil, time.Now).Secret(t.Context(), test.ref)
		if diff := cmp.Diff([]string{test.want}, v.requested()); diff != "" {
			t.Errorf("%s: hosts (-want +got):\n%s", test.name, diff)
		}
	}
}

// fips and dualStack are configurations of a user.
type fips struct{}

func (fips) GetUseFIPSEndpoint(context.Context) (aws.FIPSEndpointState, bool, error) {
	return aws.FIPSEndpointStateEnabled, true, nil
}

type dualStack struct{}

func (dualStack) GetUseDualStackEndpoint(context.Context) (aws.DualStackEndpointState, bool, error) {
	return aws.DualStackEndpointStateEnabled, true, nil
}
