package wire_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	logsclient "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	ddb "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	lambdaclient "github.com/aws/aws-sdk-go-v2/service/lambda"
	sqsclient "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

var testKey = wire.Key{ID: "AKID", Secret: "secret"}

func credentials(id, secret string) aws.CredentialsProviderFunc {
	return func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: id, SecretAccessKey: secret, SessionToken: "token"}, nil
	}
}

// calls has a call of each service: the path, the query and the protocols differ.
func calls(ctx context.Context, config aws.Config) map[string]error {
	config.Retryer = func() aws.Retryer { return aws.NopRetryer{} }
	_, table := ddb.NewFromConfig(config).DescribeTable(ctx, &ddb.DescribeTableInput{TableName: aws.String("none")})
	_, queues := sqsclient.NewFromConfig(config).ListQueues(ctx, &sqsclient.ListQueuesInput{})
	_, groups := logsclient.NewFromConfig(config).DescribeLogGroups(ctx, &logsclient.DescribeLogGroupsInput{})
	_, invoked := lambdaclient.NewFromConfig(config).Invoke(ctx, &lambdaclient.InvokeInput{
		FunctionName: aws.String("arn:aws:lambda:us-east-1:000000000000:function:f"), Qualifier: aws.String("$LATEST a+b"), Payload: []byte("{}"),
	})
	_, caller := sts.NewFromConfig(config).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	return map[string]error{"dynamodb": table, "sqs": queues, "logs": groups, "lambda": invoked, "sts": caller}
}

func TestPort_Serve_key(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	a.AddLambda(&functions{})
	a.AddSTS()
	for name, c := range map[string]struct {
		port    wire.Key
		id      string
		secret  string
		refused string
	}{
		"the key":        {testKey, "AKID", "secret", ""},
		"another ID":     {testKey, "AKIE", "secret", "UnrecognizedClientException"},
		"another secret": {testKey, "AKID", "Secret", "InvalidSignatureException"},
		"no key":         {wire.Key{}, "any", "thing", ""},
	} {
		config := serve(t, &wire.Port{Handler: a.Server, Key: c.port})
		config.Credentials = credentials(c.id, c.secret)
		for service, err := range calls(t.Context(), config) {
			want := c.refused
			if want == "" && service == "dynamodb" {
				want = "ResourceNotFoundException"
			}
			expect(t, name+", "+service, want, code(err))
			if c.refused != "" && !strings.Contains(err.Error(), "use AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY") {
				t.Errorf("%s: no remedy in %v", name, err)
			}
		}
	}
}

// TestPort_Serve_signature has requests that are not as they were signed.
func TestPort_Serve_signature(t *testing.T) {
	t.Parallel()
	endpoint := *serve(t, &wire.Port{Handler: newAccount(wire.Options{}).Server, Key: testKey}).BaseEndpoint
	now := time.Now()
	for name, c := range map[string]struct {
		at     time.Time
		change func(*http.Request)
		want   string // the error
	}{
		"as signed":           {now, func(*http.Request) {}, ""},
		"a slow clock":        {now.Add(-14 * time.Minute), func(*http.Request) {}, ""},
		"a fast clock":        {now.Add(14 * time.Minute), func(*http.Request) {}, ""},
		"a header not signed": {now, func(r *http.Request) { r.Header.Set("User-Agent", "x") }, ""},
		"too old":             {now.Add(-16 * time.Minute), func(*http.Request) {}, "InvalidSignatureException"},
		"of the future":       {now.Add(16 * time.Minute), func(*http.Request) {}, "InvalidSignatureException"},
		"no time":             {now, func(r *http.Request) { r.Header.Del("X-Amz-Date") }, "InvalidSignatureException"},
		"another time": {now, func(r *http.Request) {
			r.Header.Set("X-Amz-Date", now.UTC().Add(time.Second).Format("20060102T150405Z"))
		}, "InvalidSignatureException"},
		"another body":          {now, func(r *http.Request) { *r = *r.Clone(t.Context()); r.Body, r.ContentLength = http.NoBody, 0 }, "InvalidSignatureException"},
		"another operation":     {now, func(r *http.Request) { r.Header.Set("X-Amz-Target", "AmazonSQS.PurgeQueue") }, "InvalidSignatureException"},
		"another method":        {now, func(r *http.Request) { r.Method = http.MethodPut }, "InvalidSignatureException"},
		"another path":          {now, func(r *http.Request) { r.URL.Path = "/x" }, "InvalidSignatureException"},
		"another query":         {now, func(r *http.Request) { r.URL.RawQuery = "x=1" }, "InvalidSignatureException"},
		"another host":          {now, func(r *http.Request) { r.Host = "localhost" + r.Host[strings.LastIndex(r.Host, ":"):] }, "InvalidSignatureException"},
		"a header too many":     {now, func(r *http.Request) { r.Header.Set("X-Amz-Log-Type", "Tail") }, "IncompleteSignatureException"},
		"no signature":          {now, func(r *http.Request) { r.Header.Del("Authorization") }, "MissingAuthenticationTokenException"},
		"half a signature":      {now, func(r *http.Request) { r.Header.Set("Authorization", r.Header.Get("Authorization")[:200]) }, "IncompleteSignatureException"},
		"a bearer token":        {now, func(r *http.Request) { r.Header.Set("Authorization", "Bearer x") }, "IncompleteSignatureException"},
		"the host not signed":   {now, replaceAuthorization("host;", ""), "IncompleteSignatureException"},
		"a scope of four parts": {now, replaceAuthorization("/us-east-1", ""), "IncompleteSignatureException"},
		"another day":           {now, replaceAuthorization("AKID/20", "AKID/19"), "InvalidSignatureException"},
		"another Region":        {now, replaceAuthorization("us-east-1", "eu-west-1"), "InvalidSignatureException"},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, endpoint+"/", strings.NewReader(`{"QueueNamePrefix":"a"}`))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("X-Amz-Target", "AmazonSQS.ListQueues")
		r.Header.Set("Content-Type", "application/x-amz-json-1.0; two  blanks")
		sum := sha256.Sum256([]byte(`{"QueueNamePrefix":"a"}`))
		err = v4.NewSigner().SignHTTP(t.Context(), aws.Credentials{AccessKeyID: testKey.ID, SecretAccessKey: testKey.Secret}, r,
			hex.EncodeToString(sum[:]), "sqs", "us-east-1", c.at)
		if err != nil {
			t.Fatal(err)
		}
		c.change(r)
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		var body struct {
			Type string `json:"__type"`
		}
		err = json.NewDecoder(resp.Body).Decode(&body)
		_, got, _ := strings.Cut(body.Type, "#")
		if err != nil || got != c.want || (resp.StatusCode == http.StatusOK) != (c.want == "") {
			t.Errorf("%s: %s, %q (%v), want %q", name, resp.Status, got, err, c.want)
		}
		_ = resp.Body.Close()
	}
}

func replaceAuthorization(old, by string) func(*http.Request) {
	return func(r *http.Request) {
		r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), old, by, 1))
	}
}
