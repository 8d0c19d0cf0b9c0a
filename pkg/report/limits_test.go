package report

import (
	"strings"
	"testing"
)

func TestReport_CheckLimits(t *testing.T) {
	t.Parallel()
	most := byHand()
	most.Queries = make([]Query, MaxQueries)
	most.Deliver = make([]Destination, MaxDestinations)
	if err := most.CheckLimits(); err != nil {
		t.Error(err)
	}
	for want, change := range map[string]func(*Report){
		`report "audit" has 10001 queries: want at most 10000 (split the report)`:    func(r *Report) { r.Queries = make([]Query, MaxQueries+1) },
		`report "audit" has 1001 destinations: want at most 1000 (split the report)`: func(r *Report) { r.Deliver = make([]Destination, MaxDestinations+1) },
		`bytes as JSON: want at most 4000000 (split the report)`:                     func(r *Report) { r.Title = strings.Repeat("x", MaxDefinition) },
	} {
		r := byHand()
		change(r)
		if err := r.CheckLimits(); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}
