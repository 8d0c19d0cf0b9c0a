package local

import (
	"errors"
	"log/slog"
	"slices"
	"testing"
)

func TestErrorHandler(t *testing.T) {
	t.Parallel()
	var got []error
	log := slog.New(errorHandler(func(err error) { got = append(got, err) }))
	failed, other := errors.New("no ledger"), errors.New("slow")
	log.With("run", "bot@1").WithGroup("worker").Error("settle", "error", failed, "query", "calls")
	log.Warn("poll", "error", other)
	if !slices.Equal(got, []error{failed}) {
		t.Errorf("got %v, want the error of the record at level error", got)
	}
}
