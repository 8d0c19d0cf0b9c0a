package fanlight_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

func reportOf(texts ...string) report.Report {
	var r report.Report
	for _, text := range texts {
		r.Queries = append(r.Queries, report.Query{ID: "q" + text, Text: text, LogGroups: []string{"/g"}, MaxRows: 7, MaxScan: 9})
	}
	return r
}

func TestRun_Plan(t *testing.T) {
	t.Parallel()
	run := fanlight.Run{Definition: reportOf("a", "b", "c", "d"), Order: []byte{5, 9, 5, 255}}
	var got []string
	for i, q := range run.Plan() {
		if q.Index != i || q.ID != "q"+q.Text || len(q.LogGroups) != 1 || q.MaxRows != 7 || q.MaxScan != 9 {
			t.Errorf("query %d is %+v", i, q)
		}
		got = append(got, q.Text)
	}
	if diff := cmp.Diff([]string{"d", "b", "a", "c"}, got); diff != "" {
		t.Errorf("sending order (-want +got):\n%s", diff)
	}
}

func TestRun_Places(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		order []byte
		want  []int
	}{
		{nil, []int{0, 1, 2}},
		{[]byte{1, 3, 2}, []int{1, 2, 0}},
		{[]byte{2, 3, 2}, []int{1, 0, 2}},
	} {
		run := fanlight.Run{Definition: reportOf("a", "b", "c"), Order: test.order}
		if diff := cmp.Diff(test.want, run.Places()); diff != "" {
			t.Errorf("order %v (-want +got):\n%s", test.order, diff)
		}
	}
}

func TestTimeClass(t *testing.T) {
	t.Parallel()
	last := byte(0)
	for _, took := range []time.Duration{time.Millisecond, 150 * time.Millisecond, time.Second, 1300 * time.Millisecond, time.Minute, time.Hour, 24 * time.Hour} {
		class := fanlight.TimeClass(took)
		if class <= last || class == fanlight.TimeClass(0) {
			t.Errorf("%s has class %d, the one before %d", took, class, last)
		}
		last = class
	}
	if fanlight.TimeClass(0) != 255 || fanlight.TimeClass(-time.Second) != 255 {
		t.Error("an unknown time is not the longest")
	}
}

func TestOrderByTimes(t *testing.T) {
	t.Parallel()
	before := reportOf("a", "b", "c").Queries
	for name, test := range map[string]struct {
		now     report.Report
		classes []byte
		want    []byte
	}{
		"the same queries":           {reportOf("a", "b", "c"), []byte{1, 2, 3}, []byte{1, 2, 3}},
		"moved and removed":          {reportOf("c", "a"), []byte{1, 2, 3}, []byte{3, 1}},
		"one is new, sent first":     {reportOf("a", "new", "c"), []byte{1, 2, 3}, []byte{1, 255, 3}},
		"equal ones in their places": {reportOf("a", "a", "b"), []byte{7, 8, 9}, []byte{7, 8, 255}},
		"all alike":                  {reportOf("a", "b"), []byte{4, 4, 3}, nil},
		"of another number of them":  {reportOf("a", "b"), []byte{4, 5}, nil},
		"without queries":            {reportOf(), []byte{1, 2, 3}, nil},
	} {
		before := before
		if name == "equal ones in their places" {
			before = reportOf("a", "a", "c").Queries
		}
		if diff := cmp.Diff(test.want, fanlight.OrderByTimes(test.now.Queries, before, test.classes)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestOrderByTimes_wide holds that of many queries the longest 50 are sent first, and the
// last 400 longest first, and that those between are mixed: every stretch has its share
// of long ones.
func TestOrderByTimes_wide(t *testing.T) {
	t.Parallel()
	const n = 10_000
	queries, classes := make([]report.Query, n), make([]byte, n)
	for i := range queries {
		queries[i].Text, classes[i] = fmt.Sprint(i), byte(1+i*50/n) // the definition has the short ones first
	}
	run := fanlight.Run{Definition: report.Report{Queries: queries}, Order: fanlight.OrderByTimes(queries, queries, classes)}
	places := run.Places()
	for _, place := range places[:50] {
		if classes[place] != 50 {
			t.Errorf("one of the first 50 has class %d, want 50", classes[place])
		}
	}
	for from := 50; from < n-400; from += 955 {
		long := 0
		for _, place := range places[from : from+955] {
			if classes[place] > 25 {
				long++
			}
		}
		if long < 440 || long > 530 {
			t.Errorf("%d of 955 queries from %d on are long, want about half", long, from)
		}
	}
	last := places[n-400:]
	if !slices.IsSortedFunc(last, func(a, b int) int { return int(classes[b]) - int(classes[a]) }) {
		t.Error("the last 400 are not longest first")
	}
	slices.Sort(places)
	if len(slices.Compact(places)) != n {
		t.Error("a query is missing")
	}
}
