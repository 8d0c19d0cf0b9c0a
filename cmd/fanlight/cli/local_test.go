package cli

import "testing"

func TestLocalCommand_resultBytes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{"": 0, "500MB": 500e6, "1MiB": 1 << 20} {
		l := localCommand{results: text}
		if got, err := l.resultBytes(); err != nil || got != want {
			t.Errorf("--results %q: %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"0", "-1", "much"} {
		l := localCommand{results: text}
		if got, err := l.resultBytes(); err == nil {
			t.Errorf("--results %q: %d, want an error", text, got)
		}
	}
}
