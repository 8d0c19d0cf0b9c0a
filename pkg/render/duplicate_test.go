package render_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestMarkDuplicate(t *testing.T) {
	t.Parallel()
	t.Run("every form but a file", func(t *testing.T) {
		t.Parallel()
		const mark = "Possibly a duplicate: the answer to an earlier delivery never came."
		for _, dest := range []report.Destination{{Kind: report.KindStdout}, {Kind: report.KindTelegram}, {Kind: report.KindEmail}} {
			m := render.Message(classic(), dest)
			marked := render.MarkDuplicate(m)
			for _, form := range [][2]string{{m.Text, marked.Text}, {m.HTML, marked.HTML}, {strings.Join(m.Parts, ""), strings.Join(marked.Parts, "")}} {
				if form[0] != "" && (strings.Contains(form[0], mark) || !strings.Contains(form[1], mark)) {
					t.Errorf("%s: stored message marked, or sent one not: %.200q", dest.Kind, form[1])
				}
			}
		}
		m := render.Message(classic(), file("a.json"))
		marked := render.MarkDuplicate(m)
		if !marked.Duplicate || m.Duplicate {
			t.Errorf("Duplicate is %v in the marked message and %v in the stored one", marked.Duplicate, m.Duplicate)
		}
		marked.Duplicate = false
		if diff := cmp.Diff(m, marked); diff != "" {
			t.Errorf("a file replaces its older self and needs no mark (-want +got):\n%s", diff)
		}
	})
	t.Run("in the body of a mail", func(t *testing.T) {
		t.Parallel()
		m := render.MarkDuplicate(render.Message(hostileDocument(), report.Destination{Kind: report.KindEmail}))
		_, body, _ := strings.Cut(m.HTML, "<body")
		if !strings.Contains(body[:300], "Possibly a duplicate") {
			t.Errorf("mail begins with %q", body[:300])
		}
		if !strings.HasPrefix(m.Subject, "[possibly a duplicate] ") {
			t.Errorf("subject is %q", m.Subject)
		}
	})
}
