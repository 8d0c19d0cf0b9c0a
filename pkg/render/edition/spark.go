package edition

import (
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/chart"
	"github.com/fanlight/fanlight/pkg/report"
)

const (
	sparkEditions = 14 // that a number's small line shows
	leastSpark    = 3  // editions with a value, below which there is none
)

// spark returns the small line of a number's last editions, nil if too few of them had
// a value. A window without an edition is a gap; if the editions do not follow their
// windows, as with one on working days only, they stand next to each other.
func (b *builder) spark(of report.Section, value float64, crossed *crossing) *chart.Spark {
	q := b.document.Query(of.Query)
	s := &chart.Spark{Unit: of.Unit, Crossed: crossed != nil}
	if crossed != nil {
		s.Mark = &chart.Mark{Name: string(crossed.tag), Value: crossed.Value, Bad: crossed.tag == TagAlert}
	}
	windows := b.windowsBack()
	if matched(windows, b.document.Past) < leastSpark-1 {
		windows = nil
		for _, f := range b.document.Past {
			windows = append(windows, f.Window)
		}
	}
	some := 1
	for _, w := range slices.Backward(windows) {
		point := b.pointOf(w, q, of)
		if point.OK {
			some++
		}
		if some == 1 && !point.OK { // before the first edition
			continue
		}
		s.Points = append(s.Points, point)
		s.Names = append(s.Names, Name(b.document, w.End, w.Start))
	}
	if some < leastSpark {
		return nil
	}
	s.Points = append(s.Points, chart.Point{Value: value, OK: true})
	s.Names = append(s.Names, Name(b.document, b.document.Window.End, b.document.Window.Start))
	return s
}

// windowsBack returns the windows before the document's, the newest first.
func (b *builder) windowsBack() (windows []fanlight.Window) {
	r := report.Report{Window: b.document.Period, Timezone: b.zone.String()}
	w := b.document.Window
	if r.Window == (report.Window{}) {
		return nil
	}
	for range sparkEditions - 1 {
		start, end := r.Before(report.ComparePrevious, w.Start, w.End)
		w = fanlight.Window{Start: start, End: end}
		windows = append(windows, w)
	}
	return windows
}

func matched(windows []fanlight.Window, past []fanlight.Figures) (n int) {
	for _, w := range windows {
		if pastOf(past, w.End) != nil {
			n++
		}
	}
	return n
}

// pastOf returns the figures of the window that ends at a time, nil if there are none.
func pastOf(past []fanlight.Figures, end time.Time) *fanlight.Figures {
	for i := range past {
		if past[i].Window.End.Equal(end) {
			return &past[i]
		}
	}
	return nil
}

func (b *builder) pointOf(w fanlight.Window, q *fanlight.QueryResult, of report.Section) (p chart.Point) {
	f := pastOf(b.document.Past, w.End)
	if f == nil {
		return p
	}
	if query, ok := f.Query(q.Key()); ok {
		p.Value, p.OK = query.Number(of.Value)
	}
	return p
}
