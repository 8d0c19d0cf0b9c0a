package sim

import (
	"os"
	"strings"
	"testing"
	"time"
)

func TestScratch(t *testing.T) {
	q := setting("QUERIES", 1)
	s := CrashPoints(q, setting("PAIRS", 0) > 0)
	t.Log(s)
	if s.Failure != nil {
		t.Error(s.Failure)
	}
}

func TestScratchScopes(t *testing.T) {
	for _, s := range Scopes() {
		if !strings.Contains(os.Getenv("SCOPE"), s.Name) {
			continue
		}
		begun := time.Now()
		e := s.explore(setting("CRASHES", 0), nil, setting("MOST", 0))
		t.Log(e, time.Since(begun))
		if e.Failure != nil {
			t.Error(e.Failure)
		}
	}
}
