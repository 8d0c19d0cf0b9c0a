package edition

import (
	"strings"
	"testing"
)

func TestWebAddress(t *testing.T) {
	t.Parallel()
	const page = "https://reports.example.org/a-b/2026-01-02/2026-01-02T12-30-00Z/report.html"
	const object = "https://eu-central-1.console.aws.amazon.com/s3/object/b?region=eu-central-1&prefix=a%2Fb%2Freport.html"
	long := page + strings.Repeat("x", maxAddress-len(page))
	for _, s := range []string{page, object, long} {
		if got := webAddress(s); got != s {
			t.Errorf("%.80q became %q", s, got)
		}
	}
	for _, s := range []string{
		"", "report.html", "http://example.org/", "https:///report.html", "https://user@example.org/", "javascript:alert(1)", "HTTPS", long + "x",
		page + " x", page + "\"", page + "<b>", page + ">", page + "\n", page + "\x1b", page + "|text", page + "`", page + `\`, page + "ä", page + "%zz", "https://[::1/",
	} {
		if got := webAddress(s); got != "" {
			t.Errorf("%q is an address: %q", s, got)
		}
	}
}
