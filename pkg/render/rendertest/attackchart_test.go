package rendertest_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

func TestAttackChart(t *testing.T) {
	t.Parallel()
	for i, s := range edition.New(rendertest.AttackChart("<b>", 20)).Sections {
		if s.Chart == nil || len(s.Chart.Series) != []int{1, 1, 9}[i] || len(s.Chart.Bins) < 19 {
			t.Errorf("section %d has no chart of its series: %+v", i, s.Chart)
		}
	}
}
