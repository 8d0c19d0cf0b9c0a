package secret_test

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver/secret"
	"github.com/fanlight/fanlight/pkg/report"
)

func managed(rest string) report.Secret { return report.Secret("secretsmanager:" + arn + rest) }

func TestReader_Secret(t *testing.T) {
	t.Parallel()
	env := map[string]string{"BOT": "tok-env", "NOTHING": ""}
	for _, test := range []struct {
		ref   report.Secret
		value string
		words string // of the error
	}{
		{ref: "env:BOT", value: "tok-env"},
		{ref: "ssm:/bot/token", value: "tok-ssm"},
		{ref: managed("#token"), value: "tok-sm"},
		{ref: managed("-plain"), value: "tok-plain"},
		{ref: "env:MISSING", words: "the environment variable is not set"},
		{ref: "env:NOTHING", words: "it is empty"},
		{ref: "ssm:/bot/empty", words: "it is empty"},
		{ref: "ssm:/bot/missing", words: "GetParameter, https response error StatusCode: 400, RequestID: , ParameterNotFound: can't find it"},
		{ref: managed("#key"), words: `no text under the key "key"`},
		{ref: managed("#port"), words: `no text under the key "port"`},
		{ref: managed("-plain#token"), words: "want a JSON object"},
		{ref: managed("x#token"), words: "ResourceNotFoundException"},
		{ref: "secretsmanager:bot", words: "want the ARN"},
		{ref: "tok-literal", words: "want env:NAME"},
	} {
		got, err := secret.NewAt(newVault().config(), env, time.Now).Secret(t.Context(), test.ref)
		if got != test.value {
			t.Errorf("%s = %q, want %q", test.ref, got, test.value)
		}
		checkError(t, test.ref, err, test.words, true)
	}
}

func TestNew(t *testing.T) {
	t.Setenv("FANLIGHT_TEST_BOT", "tok-env")
	if got, err := secret.New(newVault().config()).Secret(t.Context(), "env:FANLIGHT_TEST_BOT"); got != "tok-env" || err != nil {
		t.Errorf("Secret = %q, %v; want that of the process's environment", got, err)
	}
}

// TestReader_Forget reads a value again after Forget, and after five minutes.
func TestReader_Forget(t *testing.T) {
	t.Parallel()
	v := newVault()
	now := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	r := secret.NewAt(v.config(), nil, func() time.Time { return now })
	read := func(want int, when string) {
		t.Helper()
		if _, err := r.Secret(t.Context(), "ssm:/bot/token"); err != nil {
			t.Fatal(err)
		}
		if n := len(v.requested()); n != want {
			t.Errorf("%s: %d requests, want %d", when, n, want)
		}
	}
	read(1, "first")
	now = now.Add(5*time.Minute - time.Second)
	read(1, "just before five minutes")
	now = now.Add(time.Second)
	read(2, "after five minutes")
	r.Forget("ssm:/bot/token")
	read(3, "forgotten")
}
