package oracle

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// checkLastSent holds rule R7: figures of an edition that nobody got lead to the last one before it that
// somebody did, as its document does; others lead to themselves.
func (o *Oracle) checkLastSent(f fanlight.Figures, d fanlight.Document) {
	want := fanlight.RunID("")
	if f.Unsent && d.LastSent != nil {
		want = d.LastSent.Run
	}
	got := fanlight.RunID("")
	if f.LastSent != nil {
		got = f.LastSent.Run
	}
	if got != want {
		o.violate("R7", "the figures of %s epoch %d say that %q was the last edition before it that somebody got, want %q", f.Run, f.Epoch, got, want)
	}
	if got != "" && !o.everGot(got) {
		o.violate("R7", "the figures of %s epoch %d lead to %s, which nobody got", f.Run, f.Epoch, got)
	}
}

// everGot reports whether some epoch of a run has, or may have, reached a destination.
func (o *Oracle) everGot(id fanlight.RunID) bool {
	return slices.ContainsFunc(o.run(id).epochs, o.reached)
}
