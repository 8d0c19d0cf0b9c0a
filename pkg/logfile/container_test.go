package logfile_test

import "testing"

// TestSet_Each_compose parts the lines of `docker compose logs` from those of programs that
// put bars between their columns.
func TestSet_Each_compose(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]event{
		"web-1  | 2026-01-01T00:00:01Z a":                {"00:00:01.000", "web-1", "2026-01-01T00:00:01Z a"},
		"web  | 2026-01-01T00:00:01Z a | b":              {"00:00:01.000", "web", "2026-01-01T00:00:01Z a | b"},
		"web_1 | 2026-01-01 00:00:01.123 | INFO | a":     {"00:00:01.123", "web_1", "2026-01-01 00:00:01.123 | INFO | a"},
		"main | 2026-01-01 00:00:01 | INFO | x":          {"00:00:01.000", "f", "main | 2026-01-01 00:00:01 | INFO | x"},
		"INFO     | 2026-01-01 00:00:01.123 | app:1 - x": {"00:00:01.123", "f", "INFO     | 2026-01-01 00:00:01.123 | app:1 - x"},
	} {
		checkFile(t, text+"\n", []event{want}, false)
	}
}
