package source

import (
	"strconv"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// maxBudget is the most that a budget may be, in dollars. More is a slip: by it a run scans
// 200 TB.
const maxBudget = 1000

// plainDecimal is how a sum of money is written: 0.50 or 2.
var plainDecimal = lazyregexp.New(`^[0-9]+(\.[0-9]+)?$`)

const wantBudget = "dollars a run from 0.0001 to 1000, such as 0.50"

// readBudget reads how many dollars the scans of a run may cost, 0 for no bound.
func readBudget(m mapping) float64 {
	v, there := m.get("budget")
	if !there {
		return 0
	}
	s, ok := v.scalar(wantBudget, "!!int", "!!float")
	if !ok {
		return 0
	}
	dollars, err := strconv.ParseFloat(s.text, 64)
	if err != nil || !plainDecimal().MatchString(s.text) || dollars < 0.0001 || dollars > maxBudget {
		s.invalid(wantBudget)
		return 0
	}
	return dollars
}

// dollars is the schema of a budget.
func dollars() *schema {
	most := maxBudget
	return orName(&schema{Type: "number", Maximum: &most})
}
