package cli

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// TestLogsFlag_live holds that standard input, which can be read once, is read again
// for each query of the stand-in.
func TestLogsFlag_live(t *testing.T) {
	t.Parallel()
	s := onTerminal(nil, &screen{}, nil)
	s.In = strings.NewReader(`{"time":"2026-01-01T00:00:00Z"}`)
	f := logsFlag{s: &s, values: []string{"/app=-"}}
	sources, err := f.live(nil)
	if err != nil || len(sources) != 1 {
		t.Fatalf("%v, %v", sources, err)
	}
	for i := range 2 {
		events := 0
		err := sources["/app"].Each(t.Context(), "/app", func(*cwli.Event) error { events++; return nil })
		if events != 1 || err != nil {
			t.Errorf("reading %d: %d events, %v, want 1", i+1, events, err)
		}
	}
}
