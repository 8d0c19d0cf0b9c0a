package oracle

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// checkCompared holds that a document is compared with the edition that its report names,
// and shows the editions before its own, as they were stored while it was rendered.
func (o *Oracle) checkCompared(e *epochState, d fanlight.Document) {
	r := e.run
	if o.monthsPassed {
		return
	}
	for _, s := range d.Sections {
		if b := d.Baseline(s); s.Compare != "" && b == nil {
			o.violate("R6", "a section of %s is compared with nothing", r.id)
		}
	}
	earlier := o.checkKept(e, d)
	for _, b := range d.Baselines {
		if start, end := r.windowBefore(b.Compare, d.Window); !start.Equal(b.Window.Start) || !end.Equal(b.Window.End) {
			o.violate("R6", "%s is compared with the window %v", r.id, b.Window)
		}
		kept := slices.IndexFunc(earlier.Baselines, func(other fanlight.Baseline) bool { return other.Compare == b.Compare && other.Figures != nil })
		of := editionKey{prefix: b.Window.End.UTC().Format(time.RFC3339) + "#", last: "~"}
		if kept >= 0 {
			of.kept = earlier.Baselines[kept].Figures.Queries
		}
		o.checkEdition(r, of, b.Figures, b.Unread)
	}
	before := "~"
	for i := range d.Past {
		f := &d.Past[i]
		sk := f.Window.End.UTC().Format(time.RFC3339) + "#" + dueOf(f.Run).Format(time.RFC3339)
		if own := d.Window.End.UTC().Format(time.RFC3339) + "#" + dueOf(r.id).Format(time.RFC3339); sk >= own || sk >= before {
			o.violate("R6", "%s shows the editions before it out of order: %s after %s", r.id, sk, before)
		}
		of := editionKey{prefix: sk, last: sk}
		if kept := slices.IndexFunc(earlier.Past, func(other fanlight.Figures) bool { return other.Run == f.Run }); kept >= 0 {
			of.kept = earlier.Past[kept].Queries
		}
		o.checkEdition(r, of, f, false)
		before = sk
	}
	if len(d.Past) > 0 {
		o.world.Count(EditionBefore)
	}
}

// checkKept holds that a replay, or a correction, keeps each comparison of the document
// before it, which it returns: an empty one if there is none.
func (o *Oracle) checkKept(e *epochState, d fanlight.Document) (earlier fanlight.Document) {
	for n := e.number - 1; n > 0; n-- {
		if before := e.run.at(n).document; before != nil {
			earlier = before.Document
			break
		}
	}
	if earlier.Run == "" {
		earlier = o.corrected(e)
	}
	for _, s := range earlier.Sections {
		if q := d.Query(s.Query); q == nil { // a definition by which it is corrected has it no more
			continue
		}
		then, missing := earlier.Before(s)
		now, missingNow := d.Before(s)
		if missing == "" && (missingNow != "" || !sameNumbers(then, now)) {
			o.violate("R6", "%s epoch %d is compared with %v (%s), its document before with %v", e.run.id, e.number, now, missingNow, then)
		}
		if missing == "" {
			o.world.Count(ComparedAgain)
		}
	}
	return earlier
}

// editionKey names the edition that figures are of, by its sort key.
type editionKey struct {
	prefix, last string
	kept         []fanlight.QueryFigures // what the document of an epoch before had of it
}

// checkEdition holds that figures are those of a version that was stored while the run's
// epoch was open, of the newest edition whose sort key begins with a prefix, or were kept.
// None is right if there was none, or if they could not be read.
func (o *Oracle) checkEdition(r *runState, of editionKey, got *fanlight.Figures, unread bool) {
	prefix, last := of.prefix, of.last
	if unread {
		if !o.set.faulty(r.opened.Add(-time.Hour)) {
			o.violate("R6", "%s could not read %s, although nothing went wrong", r.id, prefix)
		}
		return
	}
	none := true // while the epoch was open
	for _, e := range o.editions {
		if e.report != reportOf(r.id) || !strings.HasPrefix(e.sk, prefix) || e.sk > prefix+last {
			continue
		}
		for i, v := range e.versions {
			until := time.Unix(math.MaxInt32, 0)
			if i+1 < len(e.versions) {
				until = e.versions[i+1].since
			}
			if got != nil && !until.Before(r.opened) && made(got.Queries, v.Queries, of.kept) {
				o.world.Count(Compared)
				return
			}
		}
		none = none && !e.versions[0].since.Before(r.opened)
	}
	if got != nil && made(got.Queries, nil, of.kept) {
		return
	}
	if got != nil || !none {
		o.violate("R6", "%s is compared with %v, which is not what was stored of %s", r.id, got, prefix)
	}
}

// made reports whether figures have each query that was stored, as it was stored or kept,
// and nothing else.
func made(got, stored, kept []fanlight.QueryFigures) bool {
	for _, q := range got {
		same := func(other fanlight.QueryFigures) bool { return sameNumbers(q, other) }
		if !slices.ContainsFunc(stored, same) && !slices.ContainsFunc(kept, same) {
			return false
		}
	}
	return !slices.ContainsFunc(stored, func(q fanlight.QueryFigures) bool {
		return !slices.ContainsFunc(got, func(other fanlight.QueryFigures) bool { return q.Key == other.Key })
	})
}

func sameNumbers(a, b fanlight.QueryFigures) bool {
	return a.Key == b.Key && a.State == b.State && slices.Equal(a.Numbers, b.Numbers)
}
