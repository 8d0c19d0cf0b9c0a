package oracle

import (
	"github.com/fanlight/fanlight/pkg/fanlight"
)

// checkCorrection holds rule D8 when a correction is created: it is one of an edition that
// there is, for the same window, by the definition that its ID names, and no later edition is
// compared with it.
func (o *Oracle) checkCorrection(p *Process, r *runState) {
	edition, ok := editionOf(r.id)
	if !ok {
		return
	}
	if p.corrects != "" && !o.run(p.corrects).ever(p.begun, func(v version) bool { return !v.open }) {
		o.violate("D8", "%s creates %s while %s is open", p.Name, r.id, p.corrects)
	}
	if want := fanlight.NewCorrectionID(edition, str(r.meta, "hash")); r.id != want {
		o.violate("D8", "%s creates %s by a definition whose correction is %s", p.Name, r.id, want)
	}
	of := o.run(edition)
	if !of.exists() {
		if len(of.epochs) == 0 { // else it has expired meanwhile
			o.violate("D8", "%s creates %s, and there is no such edition", p.Name, r.id)
		}
		return
	}
	for _, name := range []string{"window_start", "window_end"} {
		if num(r.meta, name) != num(of.meta, name) {
			o.violate("D8", "%s has another %s than %s", r.id, name, edition)
		}
	}
	if str(r.meta, "hash") == str(of.meta, "hash") || !truth(r.meta, "apart") {
		o.violate("D8", "%s is by the definition of %s, or is compared with", r.id, edition)
	}
}

// checkLeft holds rule D8: who starts a correction writes nothing of the run that it is
// started from, nor of the edition.
func (o *Oracle) checkLeft(p *Process, r *runState, it item) {
	if p.corrects == "" {
		return
	}
	edition, _ := editionOf(p.corrects)
	if r.id == p.corrects || r.id == edition {
		o.violate("D8", "%s writes %s, although it only corrects it", p.Name, keyName(it))
	}
}

// corrected returns what a correction is to keep: the document that its edition had when
// it began, an empty one if there was none, or if it cannot be known.
func (o *Oracle) corrected(e *epochState) (d fanlight.Document) {
	edition, ok := editionOf(e.run.id)
	if !ok {
		return d
	}
	of := o.run(edition)
	if !of.exists() || of.newer || of.wasNewer {
		return d
	}
	for _, before := range of.epochs {
		if before.document != nil && before.number > d.Epoch && !before.rendered.After(e.begun) {
			d = before.document.Document
		}
	}
	return d
}
