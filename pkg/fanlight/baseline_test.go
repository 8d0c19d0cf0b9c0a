package fanlight

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/report"
)

func TestDocument_NumberBefore(t *testing.T) {
	section := report.Section{Show: report.ShowNumber, Value: "n", Compare: report.ComparePrevious}
	d := editionWith([]report.Section{section}, QueryResult{ID: "a", Rows: []Row{cells("n", "12")}})
	section.Query = "a"
	before := *d
	before.Queries = []QueryResult{d.Queries[0]}
	before.Queries[0].Rows = []Row{cells("n", "9")}
	whole := NewFigures(&before)
	with := func(change func(*Baseline)) Baseline {
		f := whole
		f.Queries = []QueryFigures{whole.Queries[0]}
		b := Baseline{Compare: report.ComparePrevious, Figures: &f}
		change(&b)
		return b
	}
	for name, c := range map[string]struct {
		b    Baseline
		want float64
		why  Missing
	}{
		"compared":          {with(func(*Baseline) {}), 9, ""},
		"no edition":        {with(func(b *Baseline) { b.Figures = nil }), 0, NoEdition},
		"not read":          {with(func(b *Baseline) { b.Unread = true }), 0, FiguresUnread},
		"another query":     {with(func(b *Baseline) { b.Figures.Queries[0].Key = "x" }), 0, OtherQuery},
		"another period":    {with(func(b *Baseline) { b.Figures.Period.Calendar = report.Day }), 0, OtherQuery},
		"failed":            {with(func(b *Baseline) { b.Figures.Queries[0].State = Failed }), 0, NoAnswer},
		"cut":               {with(func(b *Baseline) { b.Figures.Queries[0].Cut = true }), 0, NotWhole},
		"without the field": {with(func(b *Baseline) { b.Figures.Queries[0].Numbers = nil }), 0, NoValue},
		"no room for it":    {with(func(b *Baseline) { b.Figures.Queries, b.Figures.Short = nil, true }), 0, NotKept},
		"another edition":   {with(func(b *Baseline) { b.Compare = report.CompareWeekday }), 0, NotAsked},
	} {
		d.Baselines = []Baseline{c.b}
		if got, why := d.NumberBefore(section); got != c.want || why != c.why {
			t.Errorf("%s: got %v, %q, want %v, %q", name, got, why, c.want, c.why)
		}
	}
}

func TestFigures_Less(t *testing.T) {
	value := 1.0
	f := Figures{Queries: []QueryFigures{
		{Key: "a", Numbers: []NumberFigure{{"n", 1}}, Rows: make([]RowFigure, 3)}, {Key: "b", Series: []SeriesFigure{{"n", []*float64{&value}}}},
	}}
	var steps int
	for more := true; more; f, more = f.Less() {
		if steps++; len(f.Queries) > 0 && len(f.Queries[0].Numbers) != 1 {
			t.Fatal("the number goes before its query")
		}
	}
	if len(f.Queries) != 0 || !f.Short || steps != 5 { // 3, 1 and 0 rows; no series; one query
		t.Errorf("after %d steps %d queries are left, short %t", steps, len(f.Queries), f.Short)
	}
}
