package source

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCollector(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, edit(t, "  calls: { query: stats count(*) as calls }", `  calls: &base { query: stats count(*) as calls, log_groups: &groups [/a], max_rows: 7 }
  more: { <<: *base, max_rows: 8 }
  others: { query: fields a, log_groups: *groups }`), nil)
	got := []int{r.Queries[1].MaxRows, len(r.Queries[2].LogGroups)}
	if diff := cmp.Diff([]int{8, 1}, got); diff != "" || r.Queries[1].Text != r.Queries[0].Text {
		t.Errorf("(-want +got):\n%s\n%+v", diff, r.Queries)
	}
}
