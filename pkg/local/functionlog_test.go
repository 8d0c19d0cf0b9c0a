package local

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// TestFunctionLog_Each has a log group for each function, with the newest lines only.
func TestFunctionLog_Each(t *testing.T) {
	t.Parallel()
	l := newFunctionLog(func(actor string) string { return "/" + actor })
	log := slog.New(slog.NewJSONHandler(l, &slog.HandlerOptions{ReplaceAttr: asOnLambda}))
	for i := range mostLines + 2 {
		log.With("actor", "worker").Info("query settled", "n", i)
	}
	log.With("actor", "reporter").Warn("slow")
	got := map[string][]string{}
	for _, group := range []string{"/worker", "/reporter", "/janitor"} {
		if err := l.Each(t.Context(), group, func(e *cwli.Event) error {
			got[group] = append(got[group], string(e.Message))
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	worker := got["/worker"]
	if n := len(worker); n <= mostLines/2 || n > mostLines || !strings.Contains(worker[n-1], fmt.Sprintf(`"n":%d}`, mostLines+1)) {
		t.Errorf("%d lines of the worker, the last one %s", n, worker[n-1])
	}
	if len(got["/reporter"]) != 1 || !strings.Contains(got["/reporter"][0], `"message":"slow"`) || len(got["/janitor"]) > 0 {
		t.Errorf("reporter %q, janitor %q", got["/reporter"], got["/janitor"])
	}
}

func TestBothHandlers(t *testing.T) {
	t.Parallel()
	var errs []error
	l := newFunctionLog(func(actor string) string { return actor })
	log := slog.New(bothHandlers{errorHandler(func(err error) { errs = append(errs, err) }), slog.NewJSONHandler(l, &slog.HandlerOptions{ReplaceAttr: asOnLambda})})
	log = log.With("actor", "worker").WithGroup("g")
	log.Info("one")
	log.Error("two", "error", fmt.Errorf("broken"))
	if len(errs) != 1 || len(l.lines["worker"]) != 2 {
		t.Errorf("errors %v, %d lines", errs, len(l.lines["worker"]))
	}
}
