package terraform_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/cmd/fanlight/cli"
)

// TestDefaultReport holds that the default report says what its sample of logs has, and needs
// nothing but the values that every environment has.
func TestDefaultReport(t *testing.T) {
	t.Parallel()
	values := filepath.Join(t.TempDir(), "values.yaml")
	text := "env: dev\nstack: fanlight-dev\nregion: eu-central-1\naccount: \"111122223333\"\n" +
		"archive_bucket: fanlight-dev-111122223333-eu-central-1\nreports_topic: arn:aws:sns:eu-central-1:111122223333:fanlight-dev-reports\n"
	if err := os.WriteFile(values, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"validate", "test"} {
		var out bytes.Buffer
		s := cli.OS()
		s.In, s.Out, s.Err = strings.NewReader(""), &out, &out
		s.Getenv = func(string) string { return "" }
		s.Now = func() time.Time { return time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC) }
		if status := cli.Run(t.Context(), []string{command, "default/functions.yaml", "--values", values}, s); status != 0 || strings.Contains(out.String(), "note") {
			t.Errorf("%s ends with %d:\n%s", command, status, out.String())
		}
	}
	report := read(t, "default/functions.yaml")
	for _, secret := range []string{"ssm:", "secretsmanager:", "env:", "email:", "owner:"} {
		if strings.Contains(report, secret) {
			t.Errorf("the default report has %q: an account that has nothing does not have that", secret)
		}
	}
}
