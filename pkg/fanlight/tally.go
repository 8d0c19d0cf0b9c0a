package fanlight

// Tally counts what an epoch of a run came to. It is for listings: no rule reads it.
type Tally struct {
	Settled int     // queries
	Failed  int     // of these, those without an answer
	Sent    int     // destinations that have the report, over all rounds
	Bytes   float64 // that the queries scanned
}

// Tally returns what a run came to whose report is the document, with the records of
// the round's deliveries.
func (d *Document) Tally(deliveries []Delivery) Tally {
	t := Tally{Settled: len(d.Queries), Failed: d.Unanswered(), Sent: CountSent(deliveries)}
	for _, q := range d.Queries {
		t.Bytes += q.Statistics.BytesScanned
	}
	return t
}

// CountSent counts the destinations that have the report.
func CountSent(deliveries []Delivery) (n int) {
	for _, d := range deliveries {
		if d.State == DeliverySent {
			n++
		}
	}
	return n
}
