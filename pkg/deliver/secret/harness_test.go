package secret_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

const arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:bot-AbCdEf"

// vault speaks the wire protocols of Systems Manager and Secrets Manager. It is
// the HTTP client of its own clients, so that no socket is opened.
type vault struct {
	parameters map[string]string
	secrets    map[string]string

	mu    sync.Mutex
	urls  []string
	fault []answer // of the first requests
}

// answer is an answer instead of the vault's own.
type answer struct {
	status int
	body   string
}

func newVault(faults ...answer) *vault {
	return &vault{
		parameters: map[string]string{"/bot/token": "tok-ssm", "/bot/empty": ""},
		secrets:    map[string]string{arn: `{"token":"tok-sm","port":1}`, arn + "-plain": "tok-plain"},
		fault:      faults,
	}
}

// config is that of clients which reach the vault at an endpoint.
func (v *vault) config() aws.Config {
	return aws.Config{
		Region: "us-east-1", HTTPClient: v, BaseEndpoint: aws.String("https://vault.invalid"),
		Credentials: credentials.NewStaticCredentialsProvider("AKID", "SECRET", ""),
	}
}

// requested returns the hosts of the requests so far.
func (v *vault) requested() []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.urls
}

// Do implements aws.HTTPClient.
func (v *vault) Do(r *http.Request) (*http.Response, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.urls = append(v.urls, r.URL.Host)
	w := httptest.NewRecorder()
	if len(v.fault) > 0 {
		next := v.fault[0]
		v.fault = v.fault[1:]
		if next.status == 0 {
			return nil, errors.New("connection refused")
		}
		w.WriteHeader(next.status)
		_, _ = io.WriteString(w, next.body)
		return w.Result(), nil
	}
	v.serve(w, r)
	return w.Result(), nil
}

var signature = regexp.MustCompile(`^AWS4-HMAC-SHA256 Credential=AKID/\d{8}/(us-east-1/ssm|[a-z0-9-]+/secretsmanager)/aws4_request, SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*x-amz-target, Signature=[0-9a-f]{64}$`)

func (v *vault) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var in struct {
		Name, SecretID string
		WithDecryption bool
	}
	switch err := json.Unmarshal(body, &in); {
	case err != nil || !signature.MatchString(r.Header.Get("Authorization")):
		refuse(w, 403, "InvalidSignatureException", r.Header.Get("Authorization"))
	case r.Header.Get("X-Amz-Target") == "AmazonSSM.GetParameter" && in.WithDecryption:
		lookUp(w, v.parameters, in.Name, "ParameterNotFound", func(s string) any {
			return map[string]any{"Parameter": map[string]any{"Name": in.Name, "Type": "SecureString", "Value": s}}
		})
	case r.Header.Get("X-Amz-Target") == "secretsmanager.GetSecretValue":
		lookUp(w, v.secrets, in.SecretID, "ResourceNotFoundException", func(s string) any { return map[string]any{"SecretString": s} })
	default:
		refuse(w, 400, "UnknownOperationException", r.Header.Get("X-Amz-Target"))
	}
}

func lookUp(w http.ResponseWriter, in map[string]string, name, missing string, form func(string) any) {
	value, ok := in[name]
	if !ok {
		refuse(w, 400, missing, "can't find it")
		return
	}
	_ = json.NewEncoder(w).Encode(form(value))
}

func refuse(w http.ResponseWriter, status int, name, message string) {
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"__type": name, "message": message})
}

// checkError holds that an error names its reference, says the words and holds
// no value, and whether it is permanent. Without words there must be none.
func checkError(t *testing.T, ref report.Secret, err error, words string, permanent bool) {
	t.Helper()
	if words == "" {
		if err != nil {
			t.Errorf("%s: %v", ref, err)
		}
		return
	}
	outcome := (*fanlight.DeliveryError)(nil)
	if !errors.As(err, &outcome) {
		t.Fatalf("%s: error %v, want one that wraps a *fanlight.DeliveryError", ref, err)
	}
	if diff := cmp.Diff(fanlight.DeliveryError{Permanent: permanent}, fanlight.DeliveryError{Permanent: outcome.Permanent, Unknown: outcome.Unknown}); diff != "" {
		t.Errorf("%s: outcome of %v (-want +got):\n%s", ref, err, diff)
	}
	if !strings.Contains(err.Error(), words) || !strings.Contains(err.Error(), string(ref)) {
		t.Errorf("%s: error %q does not say %q", ref, err, words)
	}
	if strings.Contains(err.Error(), "tok-") && ref != "tok-literal" {
		t.Errorf("%s: error %q holds a value", ref, err)
	}
}
