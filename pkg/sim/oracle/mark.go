package oracle

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// checkMarked holds rule R4: a part bears the mark of a possible duplicate if its provider may
// have it of an earlier try, and no other part does; and it is sent with the receipts of the
// parts before it.
func (o *Oracle) checkMarked(name string, m fanlight.Message, s *roundState, d *deliveryState, part *partState) {
	if s.steals > 0 { // another one writes the record
		return
	}
	if m.Duplicate != part.doubt && o.set.OnUnknown == report.Resend {
		o.violate("R4", "part %d is sent to %s marked as possibly a duplicate: %t, and it may be one: %t", m.Part, name, m.Duplicate, part.doubt)
	}
	if m.Before != d.receipt {
		o.violate("R4", "part %d is sent to %s with the receipts %q of the parts before it, and they are %q", m.Part, name, m.Before, d.receipt)
	}
}

// accepted takes note of a provider's receipt of a part.
func (o *Oracle) accepted(p *Process, name string, m fanlight.Message, receipt string) {
	if name != o.set.OwnerName {
		o.run(p.claims.Run).at(p.claims.Epoch).round(p.claims.Round).to(name).part(m.Part).receipt = receipt
	}
}

// checkReceipt holds rule R4: the record has the receipts of the accepted parts, of many
// those of the first and of the last.
func (o *Oracle) checkReceipt(name string, d *deliveryState) {
	if d.accepted == 0 {
		return
	}
	first, last := d.part(0).receipt, d.part(d.accepted-1).receipt
	if !strings.HasPrefix(d.receipt, first) || !strings.HasSuffix(d.receipt, last) {
		o.violate("R4", "the record of %s with %d parts has the receipts %q, of %q to %q", name, d.accepted, d.receipt, first, last)
	}
}
