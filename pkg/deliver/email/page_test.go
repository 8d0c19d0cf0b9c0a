package email_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

// TestChannel_Render_preheader has the first lines, or the numbers, where mail programs
// show the beginning of a mail.
func TestChannel_Render_preheader(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"checkout": "Alert: Error rate (5xx) 1.84%, over its mark of 1%. It was 0.53% on Tue 24 Nov. Warning: Latency p95 812 ms",
		"classic":  "Requests from groups: 1,204. Private requests: 3,310. New users: 87.\u2007",
		"none":     "\u2007",
	} {
		if got := words(mail(rendertest.Documents()[name]).HTML); !strings.HasPrefix(got, "|"+want) {
			t.Errorf("%s begins with %.150q, want %q", name, got, want)
		}
	}
}

// TestChannel_Render_head has title, window and first lines, each with its tag.
func TestChannel_Render_head(t *testing.T) {
	t.Parallel()
	expectWords(t, checkout().HTML,
		"|API health, checkout service|Wed 25 Nov 2026, 00:00–24:00 CET. Compared with Tue 24 Nov.|",
		"| Alert |Error rate (5xx) 1.84%|, over its mark of 1%. It was", "| Incomplete |1 of 13 queries failed|: Slowest database statements.|")
	fine := edition("Fine")
	addNumber(fine, report.Section{Title: "Errors", Alert: &report.Mark{Op: ">", Value: 5}}, 1)
	expectWords(t, mail(fine).HTML, "| OK |Errors within its mark, 1 of 1 query ok.|")
}

// archived returns a document with addresses in an archive, and of its queries.
func archived(folder, index string) *fanlight.Document {
	d := rendertest.Documents()["checkout"]
	d.Region, d.Account, d.Archive = "eu-central-1", "123456789012", &fanlight.Archive{Folder: folder, Index: index}
	return d
}

// TestChannel_Render_archive leads to the whole report, to the places of its first lines and
// to the rows that a mail does not show.
func TestChannel_Render_archive(t *testing.T) {
	t.Parallel()
	const front = "https://reports.example.org/checkout-health/2026-11-26/2026-11-26T07-00-00Z/"
	m := mail(archived(front, "https://reports.example.org/checkout-health/index.html"))
	checkMail(t, m)
	for _, want := range []string{
		`display:inline-block;padding:8px 16px;color:#ffffff;text-decoration:none">Full report</a></td></tr></table>`, `<a href="` + front + `report.html" style=`,
		`<a class="ik" href="` + front + `report.html#s2" style="color:#1c1e21"><b>Error rate (5xx) 1.84%</b></a>`,
		`… 4,469 more rows; the first 3: <a class="lk" href="` + front + `latest-first-3.csv"`,
		`<a class="bad" href="https://eu-central-1.console.aws.amazon.com/cloudwatch/`, `>Open in Logs Insights</a>`,
		`<br><a class="lk" href="https://reports.example.org/checkout-health/index.html" style="color:#1f4fbf;word-break:break-word">All editions</a>`,
	} {
		if !strings.Contains(m.HTML, want) {
			t.Errorf("the mail has no %s", want)
		}
	}
	if want := "\nFull report:\n" + front + "report.html\n"; !strings.HasSuffix(m.Text, want) {
		t.Errorf("the text does not end in %q:\n%s", want, m.Text)
	}
	console := mail(archived("https://eu-central-1.console.aws.amazon.com/s3/object/reports?region=eu-central-1&prefix=a%2F", "https://eu-central-1.console.aws.amazon.com/s3/object/reports?region=eu-central-1&prefix=index.html"))
	checkMail(t, console)
	if !strings.Contains(console.HTML, `reports?region=eu-central-1&amp;prefix=a%2Freport.html" style="color:#1c1e21"><b>Error rate`) {
		t.Error("a first line leads to a place of the console's page, or nowhere")
	}
}
