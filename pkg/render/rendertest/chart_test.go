package rendertest_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

func TestAttackWithChart(t *testing.T) {
	t.Parallel()
	s := edition.New(rendertest.AttackWithChart("<b>", 9)).Sections[0]
	if s.Chart == nil || s.Title != "<b>" || len(s.Chart.Series) != 2 || s.Chart.Series[0].Name != "<b>" {
		t.Errorf("the first section is %+v", s)
	}
}
