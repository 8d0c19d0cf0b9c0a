package s3_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/s3"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestLink(t *testing.T) {
	t.Parallel()
	const run = "bot-usage@2026-01-02T12:30:00Z"
	for _, test := range []struct {
		link  string
		run   fanlight.RunID
		epoch int
		want  string
	}{
		{"", run, 1, ""},
		{"https://reports.example.org", run, 1, "https://reports.example.org/bot-usage/2026-01-02/2026-01-02T12-30-00Z/report.html"},
		{"https://reports.example.org/a/", run + "+x7k2p9", 1, "https://reports.example.org/a/bot-usage/2026-01-02/2026-01-02T12-30-00Z-x7k2p9/report.html"},
		{"https://reports.example.org/", run, 2, "https://reports.example.org/bot-usage/2026-01-02/2026-01-02T12-30-00Z-edition-2/report.html"},
		{"https://reports.example.org/", "../../x@../..", 1, "https://reports.example.org/x/0001-01-01//report.html"},
	} {
		if got := s3.Link(report.S3{Link: test.link, Prefix: "hidden"}, test.run, test.epoch); got != test.want {
			t.Errorf("%s of %s: %q, want %q", test.link, test.run, got, test.want)
		}
	}
}
