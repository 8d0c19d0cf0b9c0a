package oracle

import (
	"slices"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// checkVerdict holds rule R7: a document is withheld only as its report says, by what its
// queries found, and is sent in any other case.
func (o *Oracle) checkVerdict(e *epochState, d fanlight.Document) {
	set, failed, found := o.set, 0, 0
	for _, q := range d.Queries {
		if !isGood(q.State) {
			failed++
		} else if q.RowCount > 0 {
			found++
		}
	}
	want := fanlight.Send
	_, correction := editionOf(e.run.id)
	switch {
	case str(e.run.meta, "audience") == string(fanlight.ToNobody) && e.number == 1:
		want = fanlight.Skip
	case failed > set.Tolerate:
		want = map[report.OnPartial]fanlight.Verdict{report.PartialHold: fanlight.Hold, report.PartialNotify: fanlight.Notify}[set.OnPartial]
	case !correction && o.mayBeSkipped(d, set.SendWhen, failed, found):
		want = fanlight.Skip
	}
	changed := set.SendWhen == "changed" && want == fanlight.Skip && d.Verdict == fanlight.Send // it may have been
	if d.Verdict != want && !changed && !o.set.Older {
		o.violate("R7", "%s epoch %d is to %q, want %q: %d of %d queries failed, %d found something", e.run.id, e.number, d.Verdict, want, failed, len(d.Queries), found)
	}
	if d.Verdict != fanlight.Send {
		o.world.Count(Withheld)
	}
}

// mayBeSkipped reports whether a condition does not hold, or, if it asks for changes, may
// not hold.
func (o *Oracle) mayBeSkipped(d fanlight.Document, condition string, failed, found int) bool {
	switch condition {
	case "":
		return false
	case "results":
		return found == 0 && failed == 0
	case "no_results":
		return found > 0
	case "changed":
		return d.LastSent != nil && failed == 0
	}
	most := must(strconv.ParseFloat(strings.TrimPrefix(condition, "q0 > "), 64))
	q := d.Query("q0")
	if q == nil || !slices.ContainsFunc(d.Sections, func(s report.Section) bool { return s.Query == "q0" }) {
		return false
	}
	value, ok := numberOf(*q)
	return ok && value <= most
}

// withheld reports whether nothing is to be sent in a round.
func (e *epochState) withheld(round int) bool {
	return e.document != nil && round == 1 && withholds(e.document.Document.Verdict) != ""
}
