package cwli

// Batch is events that follow each other, as far as a Looker has worked them through, which is
// what can be done without those before them. Add takes it in their place, and has
// less to do then: it reads what rows have, not the rows. The zero Batch is empty.
type Batch struct {
	Events      int64 // in the window or not
	Bytes       int64 // of their messages
	First, Last int64 // the range of their times, in milliseconds since 1970

	of      *scan
	stats   Statistics
	grouped grouped // of a query whose first stage is stats
	top     *top    // of one that keeps few rows
}

// Reset forgets the events. Their memory is used again.
func (b *Batch) Reset() {
	b.Events, b.Bytes, b.First, b.Last, b.stats = 0, 0, 0, 0, Statistics{}
	b.grouped.reset()
	if b.top != nil {
		b.top.reset()
	}
}

// collector takes the rows of a batch into a stage.
type collector interface {
	// collect adds a row to a batch, on the goroutine of a Looker whose run it is. It reports
	// false if it has added nothing: the batch is full, the row has no place in any, or an
	// expression has an error, which stays in the run.
	collect(run *Execution, f *frame, to *Batch) bool
	// merge takes the rows of a batch, as if each had been pushed.
	merge(*Batch) error
}

// mostBatchBytes is about how many bytes of rows a batch has at most, but for the last row.
const mostBatchBytes = 1 << 20

// Collect adds an event to a batch. It reports false if Add must get the event itself, as
// each that follows it: the query has no use for batches, the batch is full, or an expression
// has an error, as in Look.
func (l *Looker) Collect(e *Event, in *Batch) bool {
	if l.collector == nil || l.own.run.err != nil {
		return false
	}
	if in.of != l.rejected.of {
		*in = Batch{of: l.rejected.of}
	}
	s := &l.own
	scanned := s.window.contains(e.Timestamp)
	matches := scanned && s.passes(e)
	if s.run.err != nil || matches && !l.collector.collect(s.run, s.frame, in) {
		return false
	}
	in.count(e, scanned, matches)
	return true
}

// count counts an event.
func (b *Batch) count(e *Event, scanned, matches bool) {
	if b.Events == 0 {
		b.First, b.Last = e.Timestamp, e.Timestamp
	}
	b.First, b.Last = min(b.First, e.Timestamp), max(b.Last, e.Timestamp)
	b.Events++
	b.Bytes += int64(len(e.Message))
	if scanned {
		b.stats.RecordsScanned++
		b.stats.BytesScanned += float64(len(e.Message))
	}
	if matches {
		b.stats.RecordsMatched++
	}
}

// addBatch adds the events of a batch.
func (x *Execution) addBatch(b *Batch) error {
	x.stats.RecordsScanned += b.stats.RecordsScanned
	x.stats.BytesScanned += b.stats.BytesScanned
	x.stats.RecordsMatched += b.stats.RecordsMatched
	return b.of.collector().merge(b)
}
