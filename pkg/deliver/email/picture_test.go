package email_test

import (
	"bytes"
	"image/png"
	"regexp"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

// TestChannel_Render_pictures has a light and a dark form of each chart and each small
// line, with content IDs that SES takes.
func TestChannel_Render_pictures(t *testing.T) {
	t.Parallel()
	m := checkout()
	if len(m.Files) != 2*(6+2) {
		t.Errorf("%d files, want 16", len(m.Files))
	}
	if sparks, narrow := strings.Count(m.HTML, `width="104" alt=`), strings.Count(m.HTML, "max-width:100%;"); sparks != 12 || narrow != sparks {
		t.Errorf("%d of %d small lines leave room for a long tag on a narrow phone", narrow, sparks)
	}
	for i, f := range m.Files {
		picture, err := png.Decode(bytes.NewReader(f.Data))
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if w := picture.Bounds().Dx(); w != 2*104 && w != 2*552 {
			t.Errorf("%s is %d wide", f.Name, w)
		}
		if dark := strings.HasSuffix(f.Name, "-dark.png"); dark != (i%2 == 1) || f.Type != "image/png" || f.Part != 0 {
			t.Errorf("file %d is %s, %s, of part %d", i, f.Name, f.Type, f.Part)
		}
		if !regexp.MustCompile(`^s\d+(-dark)?@fanlight$`).MatchString(f.ContentID) {
			t.Errorf("content ID %q", f.ContentID)
		}
	}
}

// TestChannel_Render_alt says without pictures what they show.
func TestChannel_Render_alt(t *testing.T) {
	t.Parallel()
	page := checkout().HTML
	for _, want := range []string{
		`alt="Last 14 editions: lowest 0.41% on Sun` + "\u00a022\u00a0Nov, highest 1.84% on Wed\u00a025\u00a0Nov",
		`alt="5xx errors per hour. Wed` + "\u00a025\u00a0Nov: lowest 48 at 03:00, highest 7,755 at 15:00.",
		"CET. Grey: no data",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %q", want)
		}
	}
	hostile := edition("Charts")
	addChart(hostile, report.Section{Title: rendertest.Evil})
	hostile.Queries[0].Columns[1] = rendertest.Evil
	for i := range hostile.Queries[0].Rows {
		hostile.Queries[0].Rows[i][1] = fanlight.Field{Name: rendertest.Evil, Value: "1"}
	}
	hostile.Queries[0].Shape.Columns[1] = rendertest.Evil
	m := mail(hostile)
	checkMail(t, m)
	if len(m.Files) != 2 {
		t.Errorf("%d pictures of a chart with a hostile name", len(m.Files))
	}
}
