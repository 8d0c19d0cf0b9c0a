package cwli

import (
	"errors"
	"testing"
)

func TestTooManyGroupsError_Error(t *testing.T) {
	t.Parallel()
	q, err := Compile("stats count(*) by n")
	if err != nil {
		t.Fatal(err)
	}
	x := q.Execution(Options{})
	x.groups.limit = 3
	_, err = feed(x, numbered(4))
	const want = "stats: more than 3 groups: filter first, or group by fewer values"
	if e, ok := errors.AsType[*TooManyGroupsError](err); !ok || e.Limit != 3 || e.Error() != want {
		t.Errorf("Add = %v, want a *TooManyGroupsError: %s", err, want)
	}
	if again := x.Add(&Event{Message: []byte("{}")}); !errors.Is(again, err) {
		t.Errorf("Add after the error = %v, want the same", again)
	}
}
