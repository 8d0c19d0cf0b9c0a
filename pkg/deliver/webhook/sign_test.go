package webhook

import (
	"encoding/base64"
	"strings"
	"testing"
)

// TestSignature holds to the example of the reference implementations
// (https://github.com/standard-webhooks/standard-webhooks/blob/main/libraries/go/webhook_test.go).
func TestSignature(t *testing.T) {
	t.Parallel()
	k, err := key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "env:A")
	if err != nil {
		t.Fatal(err)
	}
	got := signature(k, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", []byte(`{"test": 2432232314}`))
	if want := "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; got != want {
		t.Errorf("signature %s, want %s", got, want)
	}
}

func TestKey(t *testing.T) {
	t.Parallel()
	of := func(n int) string { return base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", n))) }
	for secret, want := range map[string]bool{
		"whsec_" + of(24): true, of(24): true, "whsec_" + of(64) + "\n": true,
		"whsec_" + of(23): false, "whsec_" + of(65): false, "whsec_": false, "": false, "hunter2-secret-hunter2-secret!": false,
	} {
		_, err := key(secret, "ssm:/key")
		if (err == nil) != want {
			t.Errorf("%q: %v", secret, err)
		}
		if err != nil && (!strings.Contains(err.Error(), "ssm:/key") || secret != "" && strings.Contains(err.Error(), strings.TrimPrefix(secret, "whsec_")) && len(secret) > 6) {
			t.Errorf("error %v names the secret, or not its reference", err)
		}
	}
}
