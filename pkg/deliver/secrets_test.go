package deliver_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/report"
)

var failingCredentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
	return aws.Credentials{}, errors.New("no credentials today")
})

const secretARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:bot-AbCdEf"

// vault speaks the wire protocols of Systems Manager and Secrets Manager.
type vault struct {
	*httptest.Server
	mu         sync.Mutex
	requests   int
	parameters map[string]string
	secrets    map[string]string
	broken     int // status of every answer, if set
}

func newVault(t *testing.T) *vault {
	t.Helper()
	v := &vault{
		parameters: map[string]string{"/bot/token": "tok-ssm", "/bot/empty": ""},
		secrets:    map[string]string{secretARN: `{"token":"tok-sm","port":1}`, secretARN + "-plain": "tok-plain"},
	}
	v.Server = httptest.NewServer(http.HandlerFunc(v.serve))
	t.Cleanup(v.Close)
	return v
}

func (v *vault) count() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.requests
}

var signature = regexp.MustCompile(`^AWS4-HMAC-SHA256 Credential=AKID/\d{8}/(us-east-1/ssm|eu-west-1/secretsmanager)/aws4_request, SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*x-amz-target, Signature=[0-9a-f]{64}$`)

func (v *vault) serve(w http.ResponseWriter, r *http.Request) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.requests++
	body, _ := io.ReadAll(r.Body)
	var in struct {
		Name, SecretID string
		WithDecryption bool
	}
	switch err := json.Unmarshal(body, &in); {
	case v.broken != 0:
		answerJSON(w, v.broken, map[string]any{"__type": "InternalServerError", "message": "oh"})
	case err != nil || !signature.MatchString(r.Header.Get("Authorization")):
		answerJSON(w, 403, map[string]any{"__type": "InvalidSignatureException", "message": r.Header.Get("Authorization")})
	case r.Header.Get("X-Amz-Target") == "AmazonSSM.GetParameter" && in.WithDecryption:
		v.lookUp(w, v.parameters, in.Name, "ParameterNotFound", func(s string) any {
			return map[string]any{"Parameter": map[string]any{"Name": in.Name, "Type": "SecureString", "Value": s}}
		})
	case r.Header.Get("X-Amz-Target") == "secretsmanager.GetSecretValue":
		v.lookUp(w, v.secrets, in.SecretID, "ResourceNotFoundException", func(s string) any { return map[string]any{"SecretString": s} })
	default:
		answerJSON(w, 400, map[string]any{"__type": "UnknownOperationException"})
	}
}

func (v *vault) lookUp(w http.ResponseWriter, in map[string]string, name, missing string, form func(string) any) {
	value, ok := in[name]
	if !ok {
		answerJSON(w, 400, map[string]any{"__type": "com.amazonaws#" + missing, "Message": "can't find it"})
		return
	}
	answerJSON(w, 200, form(value))
}

func answerJSON(w http.ResponseWriter, status int, body any) {
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

func config() aws.Config {
	return aws.Config{Region: "us-east-1", Credentials: credentials.NewStaticCredentialsProvider("AKID", "SECRET", "")}
}

func TestSecrets(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	env := map[string]string{"BOT": "tok-env", "NOTHING": "", "AWS_ENDPOINT_URL_SSM": v.URL, "AWS_ENDPOINT_URL": v.URL}
	s := deliver.NewSecretsAt(config(), env, time.Now)
	tests := []struct {
		ref   report.Secret
		value string
		words string // of the error
	}{
		{ref: "env:BOT", value: "tok-env"},
		{ref: "ssm:/bot/token", value: "tok-ssm"},
		{ref: secretsManagerRef("#token"), value: "tok-sm"},
		{ref: secretsManagerRef("-plain"), value: "tok-plain"},
		{ref: "env:MISSING", words: "the environment variable is not set"},
		{ref: "env:NOTHING", words: "it is empty"},
		{ref: "ssm:/bot/empty", words: "it is empty"},
		{ref: "ssm:/bot/missing", words: "AmazonSSM.GetParameter answered 400 ParameterNotFound can't find it"},
		{ref: secretsManagerRef("#key"), words: `no text under the key "key"`},
		{ref: secretsManagerRef("#port"), words: `no text under the key "port"`},
		{ref: secretsManagerRef("-plain#token"), words: "no JSON object"},
		{ref: secretsManagerRef("x#token"), words: "ResourceNotFoundException"},
		{ref: "secretsmanager:bot", words: "want the ARN"},
		{ref: "tok-literal", words: "want env:NAME"},
	}
	for _, tt := range tests {
		got, err := s.Secret(t.Context(), tt.ref)
		if got != tt.value {
			t.Errorf("%s = %q, want %q", tt.ref, got, tt.value)
		}
		checkSecretError(t, tt.ref, err, tt.words)
	}
}

func secretsManagerRef(rest string) report.Secret {
	return report.Secret("secretsmanager:" + secretARN + rest)
}

func checkSecretError(t *testing.T, ref report.Secret, err error, words string) {
	t.Helper()
	switch {
	case words == "" && err != nil:
		t.Errorf("%s: %v", ref, err)
	case words == "":
	case err == nil:
		t.Errorf("%s was read, want an error", ref)
	case !strings.Contains(err.Error(), words) || !strings.Contains(err.Error(), string(ref)):
		t.Errorf("%s: error %q does not say %q", ref, err, words)
	case strings.Contains(err.Error(), "tok-") && ref != "tok-literal":
		t.Errorf("%s: error %q holds a value", ref, err)
	}
}

func TestSecretsAreKeptForFiveMinutes(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	now := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	cfg := config()
	cfg.BaseEndpoint = aws.String(v.URL + "/")
	s := deliver.NewSecretsAt(cfg, nil, func() time.Time { return now })
	read := func(want int, when string) {
		t.Helper()
		if _, err := s.Secret(t.Context(), "ssm:/bot/token"); err != nil {
			t.Fatal(err)
		}
		if n := v.count(); n != want {
			t.Errorf("%s: %d requests, want %d", when, n, want)
		}
	}
	read(1, "first")
	now = now.Add(5*time.Minute - time.Second)
	read(1, "just before five minutes")
	now = now.Add(time.Second)
	read(2, "after five minutes")
	s.Forget("ssm:/bot/token")
	read(3, "forgotten")
}

func TestUnreadableSecretsAndWhatFollows(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	v.broken = 500
	keyless := config()
	keyless.Credentials = failingCredentials
	tests := []struct {
		name  string
		cfg   aws.Config
		ref   report.Secret
		want  want
		words string
	}{
		{"broken service", config(), "ssm:/bot/token", want{}, "500 InternalServerError"},
		{"no credentials", keyless, "ssm:/bot/token", want{}, "no credentials today"},
		{"nothing configured", aws.Config{}, "ssm:/bot/token", want{}, "no AWS credentials or no region"},
		{"not set", config(), "env:BOT", want{Permanent: true}, "not set"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := deliver.NewSecretsAt(tt.cfg, map[string]string{"AWS_ENDPOINT_URL": v.URL}, time.Now)
			d := channel
			d.Telegram = &report.Telegram{Chat: "1", Token: tt.ref}
			_, err := deliver.New(deliver.Options{Secrets: s}).Send(t.Context(), d, parts("a"))
			checkError(t, err, &tt.want, tt.words)
		})
	}
}
