package rendertest_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

func TestAttack(t *testing.T) {
	t.Parallel()
	d := rendertest.Attack("<b>", 3)
	if d.Title != "<b>" || d.Timezone != "<b>" || len(d.Query("t").Rows) != 3 || len(d.Sections) != 7 || d.Query("fails").Error != "<b>" {
		t.Errorf("document %+v lacks the text, or three rows and seven sections", d)
	}
}
