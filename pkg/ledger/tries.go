package ledger

import (
	"github.com/fanlight/fanlight/pkg/fanlight"
)

// tryItem is a start of a query, in the head of its result, that gave no answer.
type tryItem struct {
	Try        int                 `dynamodbav:"try"`
	ID         string              `dynamodbav:"id"`
	Begun      int64               `dynamodbav:"begun"` // epoch milliseconds
	Ended      int64               `dynamodbav:"ended"` // epoch milliseconds
	Error      string              `dynamodbav:"error"`
	Statistics fanlight.Statistics `dynamodbav:"statistics"`
}

// setTries adds the tries of a result to its head. Of the one that gave the result only
// the times are stored: the rest is the result's own, so that the head of most results
// costs one write unit.
func (it *resultItem) setTries(r fanlight.Result) {
	earlier := r.Tries
	if n := len(earlier); n > 0 && earlier[n-1].ID == r.QueryID {
		last := earlier[n-1]
		earlier = earlier[:n-1]
		it.Try, it.Begun, it.Ended = last.Try, last.Begun.UnixMilli(), last.Ended.UnixMilli()
	}
	for _, t := range earlier {
		it.Tries = append(it.Tries, tryItem{t.Try, t.ID, t.Begun.UnixMilli(), t.Ended.UnixMilli(), t.Error, t.Statistics})
	}
}

// tries returns what setTries stored.
func (it resultItem) tries() []fanlight.Try {
	var tries []fanlight.Try
	for _, t := range it.Tries {
		tries = append(tries, fanlight.Try{
			Start: fanlight.Start{Try: t.Try, ID: t.ID}, Begun: instant(t.Begun), Ended: instant(t.Ended), Error: t.Error, Statistics: t.Statistics,
		})
	}
	if it.Try == 0 {
		return tries
	}
	return append(tries, fanlight.Try{
		Start: fanlight.Start{Try: it.Try, ID: it.QueryID}, Begun: instant(it.Begun), Ended: instant(it.Ended), Error: it.Error, Statistics: it.Statistics,
	})
}
