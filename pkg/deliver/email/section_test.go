package email_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

// TestChannel_Render_failures says of a section without an answer that this is not 0.
func TestChannel_Render_failures(t *testing.T) {
	t.Parallel()
	expectWords(t, mail(rendertest.Documents()["failures"]).HTML,
		"|Slowest requests|Timed out.| No answer. Nothing is known about this section; it does not mean 0.|not settled before",
		"|unseen|Failed.| No answer. Nothing")
	expectWords(t, mail(rendertest.Documents()["cut"]).HTML, "|The rest|Incomplete.|cut to 0 of 10,000 rows")
	expectWords(t, mail(rendertest.Documents()["hostile"]).HTML, "|Nothing|Missing.|the report has no query", "|odd|&lt;i&gt;.| No answer.")
}

// TestChannel_Render_nothing gathers at the end what has nothing to show.
func TestChannel_Render_nothing(t *testing.T) {
	t.Parallel()
	expectWords(t, checkout().HTML,
		"|Nothing to show|Blocked by the firewall| | Empty |The query ran; none of 1,284,310 records matched.|12 of 13 queries ok")
}
