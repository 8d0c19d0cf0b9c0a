package settle

import (
	"context"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// SettleMissing settles the unsettled queries of a shard with the given result
// through the same update as everybody (rules S1 and S2), and stops them only
// then (rule G4). It returns the shard as it is then.
func (s *Settler) SettleMissing(ctx context.Context, run fanlight.Run, p fanlight.Progress, why fanlight.Result) (fanlight.Progress, error) {
	missing := p.Unsettled()
	if len(missing) == 0 {
		return p, nil
	}
	places := run.Places()
	attempts := make([]ledger.Attempt, len(missing))
	for n, i := range missing {
		result := why
		if result.QueryID = p.Starts[i].ID; result.QueryID == "" && p.Waits != "" && why.Outcome == fanlight.TimedOut {
			result.Error += ": " + p.Waits
		}
		attempts[n] = ledger.Attempt{Index: i, ID: fanlight.NewToken(s.random), Result: result, Query: queryID(run, places, i), Since: run.Begun}
	}
	settled, err := s.Settle(ctx, run, p.Shard, attempts)
	if err != nil {
		return p, err
	}
	for _, a := range attempts {
		if start, ok := settled.Starts[a.Index]; ok && settled.Winners[a.Index] == a.ID {
			// It would end by itself; stopping it saves a slot of the account.
			_ = s.insights.Stop(ctx, start.ID)
		}
	}
	return settled, nil
}

// queryID returns the ID of a query of the run. It is empty for a run whose
// definition was not read.
func queryID(run fanlight.Run, places []int, index int) string {
	if index >= len(places) {
		return ""
	}
	return run.Definition.Queries[places[index]].ID
}
