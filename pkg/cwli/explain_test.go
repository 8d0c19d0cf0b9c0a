package cwli

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestQuery_Explain(t *testing.T) {
	t.Parallel()
	q, err := Compile(`filter level = "ERROR" | parse @message "user=*," as u | stats count(*) as n by u | filter n > 1 | sort n desc | limit 5 | fields n * 2 as twice`)
	if err != nil {
		t.Fatal(err)
	}
	want := []Stage{
		{Command: `filter level = "ERROR"`, Reads: []string{"level"}, RunsAs: "scan"},
		{Command: `parse @message "user=*," as u`, Reads: []string{"@message"}, Gives: []string{"u"}, RunsAs: "scan"},
		{Command: "stats count(*) as n by u", Reads: []string{"u"}, Gives: []string{"n", "u"}, RunsAs: "groups"},
		{Command: "filter n > 1", Reads: []string{"n"}, RunsAs: "rows"},
		{Command: "sort n desc", Reads: []string{"n"}, RunsAs: "sort"},
		{Command: "limit 5", RunsAs: "top 5"},
		{Command: "fields n * 2 as twice", Reads: []string{"n"}, Gives: []string{"twice"}, RunsAs: "rows"},
	}
	if diff := cmp.Diff(want, q.Explain()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
