package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestPattern(t *testing.T) {
	t.Parallel()
	checkTree(t, "pattern a", &syntax.Pattern{Of: field("a")})
}

func TestDiff(t *testing.T) {
	t.Parallel()
	for query, period := range map[string]string{
		"diff": "", "diff previousDay": "previousDay", "diff PREVIOUSWEEK": "previousWeek", "diff previousmonth": "previousMonth",
	} {
		checkTree(t, "pattern a | "+query, &syntax.Diff{Period: period})
	}
}

func TestAnomaly(t *testing.T) {
	t.Parallel()
	checkTree(t, "pattern a | anomaly", &syntax.Anomaly{})
}
