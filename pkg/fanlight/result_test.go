package fanlight_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestOutcome_Good(t *testing.T) {
	t.Parallel()
	for outcome, want := range map[fanlight.Outcome]bool{
		fanlight.OK: true, fanlight.Empty: true,
		fanlight.Failed: false, fanlight.TimedOut: false, fanlight.CancelledResult: false, "": false,
	} {
		if outcome.Good() != want {
			t.Errorf("%q is good: %v", outcome, outcome.Good())
		}
	}
}

func TestRow_Get(t *testing.T) {
	t.Parallel()
	row := fanlight.Row{{Name: "n", Value: ""}}
	if v, ok := row.Get("n"); v != "" || !ok {
		t.Error("an empty value is a value")
	}
	if _, ok := row.Get("m"); ok {
		t.Error("a field that is not there was found")
	}
}

func TestStatistics_Add(t *testing.T) {
	t.Parallel()
	a := fanlight.Statistics{BytesScanned: 1, RecordsScanned: 2, RecordsMatched: 3}
	b := fanlight.Statistics{BytesScanned: 10, RecordsScanned: 20, RecordsMatched: 30}
	if got, want := a.Add(b), (fanlight.Statistics{BytesScanned: 11, RecordsScanned: 22, RecordsMatched: 33}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
