package s3_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/s3"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestArchive(t *testing.T) {
	t.Parallel()
	const (
		run     = "bot-usage@2026-01-02T12:30:00Z"
		console = "https://eu-central-1.console.aws.amazon.com/s3/object/team-reports?region=eu-central-1&prefix="
	)
	for _, test := range []struct {
		settings report.S3
		region   string
		run      fanlight.RunID
		epoch    int
		page     string
		index    string
	}{
		{report.S3{Bucket: "team-reports"}, "", run, 1, "", ""},
		{
			report.S3{Bucket: "team-reports", Prefix: "a/b"}, "eu-central-1", run, 1,
			console + "a%2Fb%2Fbot-usage%2F2026-01-02%2F2026-01-02T12-30-00Z%2Freport.html", console + "a%2Fb%2Fbot-usage%2Findex.html",
		},
		{
			report.S3{Bucket: "team-reports"}, "eu-central-1", run, 2,
			console + "bot-usage%2F2026-01-02%2F2026-01-02T12-30-00Z-edition-2%2Freport.html", console + "bot-usage%2Findex.html",
		},
		{
			report.S3{Link: "https://reports.example.org", Prefix: "hidden"}, "eu-central-1", run, 1,
			"https://reports.example.org/bot-usage/2026-01-02/2026-01-02T12-30-00Z/report.html", "https://reports.example.org/bot-usage/index.html",
		},
		{
			report.S3{Link: "https://reports.example.org/a/"}, "", run + "+x7k2p9", 1,
			"https://reports.example.org/a/bot-usage/2026-01-02/2026-01-02T12-30-00Z-x7k2p9/report.html", "https://reports.example.org/a/bot-usage/index.html",
		},
		{
			report.S3{Link: "https://reports.example.org/"}, "", "../../x@../..", 1,
			"https://reports.example.org/x/0001-01-01//report.html", "https://reports.example.org/x/index.html",
		},
	} {
		a := s3.Archive(test.settings, test.run, test.epoch, test.region)
		if a.Page() != test.page || a != nil && a.Index != test.index {
			t.Errorf("%+v, %s: %+v, want the page %s and the index %s", test.settings, test.run, a, test.page, test.index)
		}
	}
}
