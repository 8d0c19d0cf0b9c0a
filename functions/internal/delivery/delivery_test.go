package delivery_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/fanlight/fanlight/functions/internal/delivery"
	"github.com/fanlight/fanlight/pkg/deliver/inspect"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestSender(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "report.txt")
	to := report.Destination{Name: "file", Kind: report.KindFile, File: &report.File{Path: path}}
	if _, err := delivery.Sender(aws.Config{}).Send(t.Context(), to, fanlight.Message{Text: "1,204\n"}); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(path); string(got) != "1,204\n" || err != nil {
		t.Errorf("file holds %q, %v", got, err)
	}
}

// TestInspector reads a secret where the function reads it.
func TestInspector(t *testing.T) {
	t.Setenv("FANLIGHT_TEST_HOOK", "https://example.org/")
	to := report.Destination{Name: "teams", Kind: report.KindTeams, Teams: &report.Teams{Webhook: "env:FANLIGHT_TEST_HOOK"}}
	findings := delivery.Inspector(aws.Config{}).Inspect(t.Context(), []report.Report{{Name: "a", Deliver: []report.Destination{to}}})
	if len(findings) != 2 || findings[0].State != inspect.OK || findings[1].State != inspect.NotAnswered {
		t.Errorf("findings %+v", findings)
	}
}
