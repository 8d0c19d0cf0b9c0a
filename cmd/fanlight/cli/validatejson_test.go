package cli

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/report/source"
)

func Test_viewProblems(t *testing.T) {
	t.Parallel()
	got, more := viewProblems(source.Problems{
		{File: "a.yaml", Line: 2, Column: 3, Message: "m", Hint: "h", Excerpt: "  x\n  ^\n"},
		{File: "b.yaml", Message: "cannot be read"},
		{Message: "7 more", More: 7},
	})
	want := []problemView{{"a.yaml", 2, 3, "m", "h"}, {File: "b.yaml", Message: "cannot be read"}}
	if diff := cmp.Diff(want, got); diff != "" || more != 7 {
		t.Errorf("%d more (-want +got):\n%s", more, diff)
	}
}
