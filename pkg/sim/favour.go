package sim

// favoured are kinds of faults that have few occasions, or are lost among others.
var favoured = []Fault{
	PageTooLarge, TokenExpired, NoGroup, SmallPage, Unprocessed, PartialSend, QueryFailed, QueryLost, QueryStopped, QueryMalformed, QueryNoData,
	Throttled, EstimateFailed, DeliveryRetry, CrashAfter, QueryTimedOut,
}

// often is how likely a favoured fault is.
const often = 0.3

// favour lets one kind of faults happen often, in one of four seeds in which anything goes
// wrong, and gives it an occasion. Nothing is drawn, so that other seeds stay as they are.
// In a wide report queries fail, so that what a replay inherits crosses the borders of shards.
func (s *simulation) favour() {
	if s.drawn.likely == (probabilities{}) {
		return
	}
	if s.set.wide {
		s.drawn.likely[QueryFailed] = often
	}
	if s.seed%4 != 1 {
		return
	}
	kind := favoured[s.seed/4%uint64(len(favoured))]
	s.drawn.likely[kind] = often
	switch kind {
	case PageTooLarge, TokenExpired:
		s.set.rows, s.set.pageRows = 3*mostPageRows, 2
	case NoGroup:
		s.set.source = !s.older
	}
}
