package fanlight

import (
	"fmt"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

// DeliveryState is the state of one delivery record.
type DeliveryState string

// The states of a delivery.
const (
	DeliverySending DeliveryState = "sending"
	DeliveryWaiting DeliveryState = "waiting" // for the time that the provider asked for, or for the next claim
	DeliverySent    DeliveryState = "sent"
	DeliveryFailed  DeliveryState = "failed"
	DeliveryUnknown DeliveryState = "unknown" // the answer never came
)

// MaxTries is how often one part of a message is tried in a round (rule R4).
const MaxTries = 5

// Delivery is the record of one destination in a round. The zero value is a
// record that does not exist yet. A record of a version that sent all parts of a
// message in one try has no parts.
type Delivery struct {
	Name      string
	State     DeliveryState
	Fence     int
	Tries     int    // of the part that comes next, or was the last. A try that was answered by a request to wait is none
	Parts     int    // that the provider accepted
	Total     int    // parts of the message; zero: not tried yet, or not on record
	Unknown   bool   // some try's answer never came, whatever a later one said
	Doubt     int    // the part of the last try whose answer never came, if Unknown
	Permanent bool   // trying again cannot help
	Receipt   string // the provider's message IDs
	Error     string
	NotBefore time.Time // the destination is left alone until then, in whole milliseconds; zero: it may be tried at once
}

// Over reports whether the destination, which says what is to be done after an unknown
// outcome, is not tried again in the round (rule R4).
func (d Delivery) Over(onUnknown report.OnUnknown) bool {
	return d.State == DeliverySent || d.Permanent || d.Tries >= MaxTries ||
		d.State == DeliveryUnknown && onUnknown == report.Skip
}

// Reached reports whether the destination has or may have some of the message.
func (d Delivery) Reached() bool {
	return d.State == DeliverySent || d.State == DeliveryUnknown || d.Unknown || d.Parts > 0
}

// InDoubt reports whether the provider may have the part that comes next.
func (d Delivery) InDoubt() bool { return d.Unknown && d.Doubt == d.Parts }

// Doubted returns the record with the note that the provider may have the part
// that comes next.
func (d Delivery) Doubted() Delivery {
	d.Unknown, d.Doubt = true, d.Parts
	return d
}

// GivenUp returns the record of a destination that is not tried any more (rule
// E3), with the fence of who gave it up. Why is the error of a record that has
// none. A record that is sent stays as it is.
func (d Delivery) GivenUp(fence int, why string) Delivery {
	switch d.State {
	case DeliverySent:
		return d
	case DeliverySending:
		d = d.Doubted()
		d.State = DeliveryUnknown
	case DeliveryUnknown:
		d.Unknown = true
	default:
		d.State = DeliveryFailed
	}
	d.Fence, d.NotBefore = fence, time.Time{}
	if d.Error == "" {
		d.Error = d.Explain(why)
	}
	return d
}

// Explain returns the text of an error with the number of the parts that were
// accepted before it, if there are any.
func (d Delivery) Explain(why string) string {
	if d.Parts == 0 {
		return why
	}
	return fmt.Sprintf("%d of %d parts were accepted, then: %s", d.Parts, d.Total, why)
}

// maxReceipt is the length in bytes from which on a receipt leaves out the parts
// in its middle, so that a record of many parts stays below one write unit.
const maxReceipt = 300

// JoinReceipts returns the receipts of a message's parts with that of one more. A
// remark in parentheses, which may end a receipt, is kept once.
func JoinReceipts(before, part string) string {
	ids, remark, _ := strings.Cut(before, " (")
	id, latest, _ := strings.Cut(part, " (")
	switch {
	case ids == "":
		ids = id
	case len(ids)+len(id) >= maxReceipt:
		first, _, _ := strings.Cut(ids, ",")
		ids = first + ",…," + id
	default:
		ids += "," + id
	}
	if latest != "" {
		remark = latest
	}
	if remark != "" {
		ids += " (" + remark
	}
	return ids
}

// FirstReceipt returns the receipt of a message's first part from those of its parts.
func FirstReceipt(joined string) string {
	ids, _, _ := strings.Cut(joined, " (")
	first, _, _ := strings.Cut(ids, ",")
	return first
}

// ReceiptRemark returns the remark in parentheses that joined receipts may have.
func ReceiptRemark(joined string) string {
	_, remark, _ := strings.Cut(joined, " (")
	return strings.TrimSuffix(remark, ")")
}

// FinalState returns the final state that the deliveries of a round give it (rule
// E1).
func FinalState(deliveries []Delivery) State {
	sent, reached := 0, 0
	for _, d := range deliveries {
		if d.State == DeliverySent {
			sent++
		}
		if d.Reached() {
			reached++
		}
	}
	switch {
	case sent == len(deliveries):
		return Sent
	case reached == 0:
		return Unsent
	}
	return PartlySent
}
