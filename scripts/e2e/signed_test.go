package e2e

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"testing"
	"time"

	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// call makes one signed request to a service whose client the module does not
// need otherwise, and reads the answer into out. The server finds
// the service by the signature.
func (d *deployment) call(t *testing.T, service, method, path, target string, in, out any) {
	t.Helper()
	body, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	text := d.send(t, service, method, path, target, body)
	if err := json.Unmarshal(text, out); err != nil {
		t.Fatalf("%s %s%s of %s: %v: %s", method, path, target, service, err, text)
	}
}

// send makes one signed request, which must succeed, and returns the answer.
func (d *deployment) send(t *testing.T, service, method, path, target string, body []byte) []byte {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, os.Getenv("AWS_ENDPOINT_URL")+path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if len(body) > 0 {
		r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	}
	if target != "" {
		r.Header.Set("X-Amz-Target", target)
	}
	credentials, err := d.cfg.Credentials.Retrieve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(body)
	if err := v4.NewSigner().SignHTTP(t.Context(), credentials, r, hex.EncodeToString(sum[:]), service, d.Region, time.Now()); err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }() // it was only read
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s %s%s of %s: %s, %v: %s", method, path, target, service, answer.Status, err, text)
	}
	return text
}

// putParameter keeps a secret in Parameter Store, as an operator does.
func (d *deployment) putParameter(t *testing.T, name, value string) {
	t.Helper()
	var out struct{ Version int }
	d.call(t, "ssm", http.MethodPost, "/", "AmazonSSM.PutParameter",
		map[string]any{"Name": name, "Value": value, "Type": "SecureString", "Overwrite": true}, &out)
}

// schedule holds what EventBridge Scheduler returns of one.
type schedule struct {
	State  string
	Target struct{ Arn, Input string }
}

func (d *deployment) schedule(t *testing.T, name string) (s schedule) {
	t.Helper()
	d.call(t, "scheduler", http.MethodGet, "/schedules/"+name+"?groupName="+d.Stack, "", struct{}{}, &s)
	if s.State != "ENABLED" {
		t.Fatalf("schedule %s is %q", name, s.State)
	}
	return s
}
