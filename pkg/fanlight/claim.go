package fanlight

import "time"

// Claim is a reporter's right to deliver one round of an epoch.
type Claim struct {
	Epoch int
	Round int
	Owner string    // token of the claim's holder, or the command that cancelled
	Lease time.Time // no other reporter may claim the round before; zero: never claimed
	Fence int       // grows with each claim: writes of an older holder are refused
	Tries int
	State State // a final state, or empty
}

// Final reports whether the round has ended.
func (s Claim) Final() bool { return s.State != "" }

// Delivery is the record of one destination in a round. The zero value is a
// record that does not exist yet.
type Delivery struct {
	Name      string
	State     DeliveryState
	Fence     int
	Tries     int
	Unknown   bool   // some try's answer never came, whatever a later one said
	Permanent bool   // trying again cannot help
	Receipt   string // the provider's message ID
	Error     string
}

// FinalState returns the final state that the deliveries of a round give it (rule
// E1).
func FinalState(deliveries []Delivery) State {
	sent, reached := 0, 0
	for _, d := range deliveries {
		if d.State == DeliverySent {
			sent++
		}
		if d.State == DeliverySent || d.State == DeliveryUnknown || d.Unknown {
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

// Watch is the janitor's own note on a report (rule J8). Times have whole
// milliseconds, in UTC.
type Watch struct {
	Schedule  string    // as it was when it was first seen: expression and time zone; empty: the report has none, or is not deployed
	FirstSeen time.Time // when the janitor first saw this schedule, or that there is none
	Checked   time.Time // last due time that was looked at
}
