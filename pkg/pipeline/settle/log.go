package settle

import (
	"context"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// logSettled writes one record for each attempt that won its query: what
// happened to the query from its start on.
func (s *Settler) logSettled(ctx context.Context, r fanlight.Run, p fanlight.Progress, attempts []ledger.Attempt) {
	for _, a := range attempts {
		if p.Winners[a.Index] != a.ID {
			continue
		}
		s.log.InfoContext(ctx, "query settled", r.LogAttrs(), "index", a.Index, "query", a.Query,
			"outcome", a.Result.Outcome, "error", a.Result.Error, "query_id", a.Result.QueryID, "tries", p.Starts[a.Index].Try,
			"records_matched", a.Result.Statistics.RecordsMatched, "bytes_scanned", a.Result.Statistics.BytesScanned,
			"duration_ms", s.since(a.Since))
	}
}

// since returns the milliseconds since a time.
func (s *Settler) since(t time.Time) int64 { return s.clock.Now().Sub(t).Milliseconds() }
