package report

import "fmt"

// The limits of one report. terraform/modules/fanlight/deployment.json has the
// same numbers, for the plan of a deployment.
const (
	MaxQueries      = 10_000
	MaxDestinations = 1_000
	MaxDefinition   = 4_000_000 // bytes of the definition as JSON: 400 a query with the most queries
)

// CheckLimits returns an error if the report is larger than what a deployment
// takes: it has too many queries or destinations, or its definition has too many
// bytes as JSON. The error says how many there are and how many there may be.
func (r *Report) CheckLimits() error {
	for _, l := range []struct {
		has, most int
		what      string
	}{
		{len(r.Queries), MaxQueries, "queries"},
		{len(r.Deliver), MaxDestinations, "destinations"},
		{len(r.canonical()), MaxDefinition, "bytes as JSON"},
	} {
		if l.has > l.most {
			return fmt.Errorf("report %q has %d %s: want at most %d (split the report)", r.Name, l.has, l.what, l.most)
		}
	}
	return nil
}
