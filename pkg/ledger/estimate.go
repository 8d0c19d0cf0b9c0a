package ledger

import (
	"context"
	"fmt"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// estimateItem has the answer of Logs Insights about the bytes of a scope. It is never
// overwritten: the first answer that is recorded counts (rule W8).
type estimateItem struct {
	SK      string `dynamodbav:"sk"`
	Bytes   int64  `dynamodbav:"bytes"`
	Unknown string `dynamodbav:"unknown"` // why the number is not known; empty: it is
	Calls   int    `dynamodbav:"calls"`   // of Logs Insights that it took; no rule reads it
}

const estimatePrefix = "ESTIMATE#"

// PutEstimate records the estimate of a scope, by its key, unless one is there. It returns
// the one that is there then.
func (l *Ledger) PutEstimate(ctx context.Context, r fanlight.Run, scope string, e fanlight.Estimate, calls int) (fanlight.Estimate, error) {
	u := update{
		key: key{epochPK(r.ID, r.Epoch), estimatePrefix + scope}, when: "attribute_not_exists(pk)",
		set:   "SET #bytes = :bytes, #unknown = :unknown, #calls = :calls, expires = :expires",
		names: map[string]string{"#bytes": "bytes", "#unknown": "unknown", "#calls": "calls"},
		values: item{
			":bytes": number(e.Bytes), ":unknown": text(e.Unknown), ":calls": number(calls), ":expires": number(l.expires(r)),
		},
	}
	now, _, err := l.update(ctx, u)
	if err != nil {
		return e, err
	}
	var stored estimateItem
	err = decode(now, &stored)
	return fanlight.Estimate{Bytes: stored.Bytes, Unknown: stored.Unknown}, err
}

// Estimates are those of a run's epoch.
type Estimates struct {
	Known map[string]fanlight.Estimate // by scope
	Calls int                          // of Logs Insights that they took
}

// Estimates reads the estimates of a run's epoch consistently.
func (l *Ledger) Estimates(ctx context.Context, r fanlight.Run) (Estimates, error) {
	all := Estimates{Known: map[string]fanlight.Estimate{}}
	items, err := l.query(ctx, epochPK(r.ID, r.Epoch), estimatePrefix)
	if err != nil {
		return all, fmt.Errorf("read the estimates of %s epoch %d: %w", r.ID, r.Epoch, err)
	}
	for _, it := range items {
		var e estimateItem
		if err := decode(it, &e); err != nil {
			return all, err
		}
		all.Known[e.SK[len(estimatePrefix):]] = fanlight.Estimate{Bytes: e.Bytes, Unknown: e.Unknown}
		all.Calls += e.Calls
	}
	return all, nil
}
