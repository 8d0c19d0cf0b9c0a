package source

import (
	"os"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/report"
)

const small = `
report: daily
window: 24h
log_groups: [/aws/lambda/bot]
queries:
  calls: { query: stats count(*) as calls }
deliver:
  - stdout: {}
`

func mustLoad(t testing.TB, src string, values Values) *report.Report {
	t.Helper()
	r, notes, err := loadText(src, values, Options{})
	if err != nil || len(notes) > 0 {
		t.Fatalf("Load: notes %v, error %v", notes, err)
	}
	return r
}

// edit replaces a part of the small report.
func edit(t testing.TB, old, new string) string {
	t.Helper()
	if !strings.Contains(small, old) {
		t.Fatalf("the small report has no %q", old)
	}
	return strings.Replace(small, old, new, 1)
}

// loadText reads a report file as LoadFiles does.
func loadText(src string, values Values, options Options) (*report.Report, Problems, error) {
	f := load("report.yaml", []byte(src), values, options)
	var problems, notes findings
	f.finishAll(&notes, &problems)
	if len(problems.kept) > 0 {
		return nil, notes.problems(), problems.problems()
	}
	return f.reports[0].report, notes.problems(), nil
}

func write(t *testing.T, path, content string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}
