package oracle

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// figuresVersion holds what was stored as the figures of an edition from a time on.
type figuresVersion struct {
	since time.Time
	fanlight.Figures
}

// edition is the figures of one edition as they were written one after the other.
type edition struct {
	report, sk string
	versions   []figuresVersion
}

// wroteFigures holds rule R6: the figures of an edition are those of its document, and
// only of an edition that later ones are compared with.
func (o *Oracle) wroteFigures(p *Process, it item) {
	var f fanlight.Figures
	if err := json.Unmarshal(must(unpack(binary(it, "packed"))), &f); err != nil {
		o.violate("R6", "%s cannot be read: %v", keyName(it), err)
		return
	}
	r := o.run(f.Run)
	e := r.at(f.Epoch)
	want := f.Window.End.UTC().Format(time.RFC3339) + "#" + dueOf(f.Run).Format(time.RFC3339)
	switch {
	case !r.exists() || e.document == nil:
		o.violate("R6", "%s writes figures of %s epoch %d, which was not rendered", p.Name, f.Run, f.Epoch)
		return
	case truth(r.meta, "apart") || strings.Contains(string(r.id), "+"):
		o.violate("R6", "%s writes figures of %s, which no schedule started", p.Name, f.Run)
	case str(it, "sk") != want || num(r.meta, "window_end") != int(f.Window.End.UnixMilli()):
		o.violate("R6", "%s holds the window of %s", keyName(it), want)
	}
	o.checkFigures(f, e.document.Document)
	if reached := o.reached(e); f.Unsent == reached && !r.wasNewer {
		o.violate("R7", "the figures of %s epoch %d say that nobody got it: %t, and somebody has: %t", f.Run, f.Epoch, f.Unsent, reached)
	}
	o.checkLastSent(f, e.document.Document)
	o.stored(strings.TrimPrefix(str(it, "pk"), "FIGURES#"), str(it, "sk"), f)
}

// reached reports whether a destination has, or may have, some of the epoch's report, by whatever
// round.
func (o *Oracle) reached(e *epochState) bool {
	return slices.ContainsFunc(o.set.Destinations, func(name string) bool {
		_, may := e.everReached(name)
		return may > 0
	})
}

// stored records a version, which is of no earlier epoch than the one before.
func (o *Oracle) stored(name, sk string, f fanlight.Figures) {
	i := slices.IndexFunc(o.editions, func(e *edition) bool { return e.report == name && e.sk == sk })
	if i < 0 {
		i = len(o.editions)
		o.editions = append(o.editions, &edition{report: name, sk: sk})
	}
	e := o.editions[i]
	if n := len(e.versions); n > 0 && e.versions[n-1].Epoch > f.Epoch {
		o.violate("R6", "the figures of %s go back from epoch %d to %d", f.Run, e.versions[n-1].Epoch, f.Epoch)
	}
	e.versions = append(e.versions, figuresVersion{o.world.Now(), f})
}

// checkFiguresKept holds that an edition of the schedule during which nothing went wrong has
// figures.
func (o *Oracle) checkFiguresKept(r *runState, e *epochState) {
	if e.document == nil || len(e.document.Document.Queries) == 0 || truth(r.meta, "apart") || strings.Contains(string(r.id), "+") {
		return
	}
	of := func(v figuresVersion) bool { return v.Run == r.id && v.Epoch == e.number }
	if !slices.ContainsFunc(o.editions, func(e *edition) bool { return slices.ContainsFunc(e.versions, of) }) {
		o.violate("R6", "%s epoch %d has no figures, although nothing went wrong", r.id, e.number)
	}
}

// checkFigures compares figures with the numbers that a document shows.
func (o *Oracle) checkFigures(f fanlight.Figures, d fanlight.Document) {
	for _, q := range d.Queries {
		shown := slices.ContainsFunc(d.Sections, func(s report.Section) bool { return s.Query == q.ID })
		got, there := f.Query(q.Key())
		value, is := numberOf(q)
		kept, has := got.Number("calls")
		if there != shown && !f.Short || there && (has != is || is && kept != value || got.State != q.State) {
			o.violate("R6", "query %s of %s shows %v, %t (%s), its figures are %v, %t (%s)", q.ID, d.Run, value, is, q.State, kept, has, got.State)
		}
	}
}

// numberOf returns the number that a query's section shows.
func numberOf(q fanlight.QueryResult) (float64, bool) {
	if !isGood(q.State) || q.Cut != "" || len(q.Rows) == 0 {
		return 0, false
	}
	value, err := strconv.ParseFloat(q.Rows[0][0].Value, 64)
	return value, err == nil
}
