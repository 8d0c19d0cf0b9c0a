package render_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/pipeline"
	"github.com/fanlight/fanlight/pkg/render"
)

// forms are all that a document is rendered to for people.
func forms(d *pipeline.Document) map[string]string {
	return map[string]string{
		"text": render.Text(d, render.TextOptions{Width: 200}), "page": render.HTML(d),
		"mail": render.EmailHTML(d), "telegram": strings.Join(render.Telegram(d), ""),
	}
}

func TestTimesInTablesAreNamedUTCWhereTheReportIsNot(t *testing.T) {
	t.Parallel()
	for zone, want := range map[string]bool{"UTC": false, "Asia/Tokyo": true} {
		d := document("Times", rows("times", "@timestamp|next", "2026-01-02 12:00:00.000|2026-01-02 12:00:00.000", "2026-01-02 12:00:00.000|soon"))
		d.Sections, d.Timezone = append(d.Sections, table("Times", "times")), zone
		for form, got := range forms(d) {
			if strings.Contains(got, "@timestamp (UTC)") != want || strings.Contains(got, "next (UTC)") {
				t.Errorf("%s in %s: @timestamp (UTC) expected: %v, next (UTC): false:\n%s", form, zone, want, got)
			}
		}
	}
}
