package oracle

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// checkShown holds that each message of a document shows the number of every section: a
// destination receives what the queries found.
func (o *Oracle) checkShown(e *epochState, d *fanlight.Rendered) {
	if d.Document.Verdict != fanlight.Send || o.set.Older {
		return
	}
	for _, m := range d.Messages {
		says := digits(text(m))
		for _, q := range d.Document.Queries {
			if shown(d.Document, q.ID) && isGood(q.State) && len(q.Rows) == 1 && !strings.Contains(says, q.Rows[0][0].Value) {
				o.violate("numbers", "the message to %s of %s epoch %d does not show %s, which query %s found", m.Destination, e.run.id, e.number, q.Rows[0][0].Value, q.ID)
			}
		}
	}
}

func shown(d fanlight.Document, id string) bool {
	for _, s := range d.Sections {
		if s.Query == id && s.Value == "calls" {
			return true
		}
	}
	return false
}

// digits returns a text without the characters that group the digits of numbers.
func digits(text string) string {
	return strings.NewReplacer(",", "", "\u202f", "", "\u00a0", "", "'", "").Replace(text)
}
