package cwli

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestTooManyGroupsError_Error(t *testing.T) {
	t.Parallel()
	q, err := Compile("stats count(*) by n")
	if err != nil {
		t.Fatal(err)
	}
	x := q.Execution(Options{})
	x.scans[0].first.(*groups).limit = 3
	_, err = feed(x, numbered(4))
	const want = "stats: more than 3 groups: filter first, or group by fewer values"
	if e, ok := errors.AsType[*TooManyGroupsError](err); !ok || e.Limit != 3 || e.Error() != want {
		t.Errorf("Add = %v, want a *TooManyGroupsError: %s", err, want)
	}
	if again := x.Add(&Event{Message: []byte("{}")}); !errors.Is(again, err) {
		t.Errorf("Add after the error = %v, want the same", again)
	}
}

// TestGroups_add groups by values of several types: those that show as the same text are one group.
func TestGroups_add(t *testing.T) {
	t.Parallel()
	messages := []string{`{"d":true}`, `{"d":1}`, `{"d":"1"}`, `{"d":false}`, `{"d":0}`, `{"d":"1.0"}`, `{"d":""}`, `{"d":null}`, `{}`, `{"d":"tr\u0075e"}`}
	for query, want := range map[string]string{
		"stats count(*) as n by d":                                     "[{n 2}] [{d } {n 1}] [{d true} {n 1}] [{d 0} {n 2}] [{d 1} {n 3}] [{d 1.0} {n 1}]",
		"filter d = 1 | stats count(*) as n by d, d = 1":               "[{d 1} {d = 1 1} {n 3}] [{d 1.0} {d = 1 1} {n 1}]",
		"filter d >= 0 and d < 2 | stats count(*) as n by d + 0.2 - 0": "[{d + 0.2 - 0 0.2} {n 2}] [{d + 0.2 - 0 1.2} {n 4}]",
		"filter d = 1 | stats count(*) as n by d / 3 * 3, 1":           "[{d / 3 * 3 1} {1 1} {n 4}]",
	} {
		got, err := run(t, query, Options{}, messages...)
		if rows := strings.Trim(fmt.Sprint(got.Rows), "[]"); err != nil || "["+rows+"]" != want {
			t.Errorf("%s\n got [%s], %v\nwant %s", query, rows, err, want)
		}
	}
}
