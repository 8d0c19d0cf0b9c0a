package logfile_test

import "testing"

// TestSet_Each_compose parts the lines of `docker compose logs` from those of programs that
// put bars between their columns.
func TestSet_Each_compose(t *testing.T) {
	t.Parallel()
	const access = `192.0.2.1 - - [01/Jan/2026:00:00:01 +0000] "GET / HTTP/1.1" 200 1`
	for text, want := range map[string]event{
		"web-1  | 2026-01-01T00:00:01Z a":                {"00:00:01.000", "web-1", "2026-01-01T00:00:01Z a"},
		"web  | 2026-01-01T00:00:01Z a | b":              {"00:00:01.000", "web", "2026-01-01T00:00:01Z a | b"},
		"web_1 | 2026-01-01 00:00:01.123 | INFO | a":     {"00:00:01.123", "web_1", "2026-01-01 00:00:01.123 | INFO | a"},
		"main | 2026-01-01 00:00:01 | INFO | x":          {"00:00:01.000", "f", "main | 2026-01-01 00:00:01 | INFO | x"},
		"web-1  | " + access:                             {"00:00:01.000", "web-1", access},
		"web  | " + access:                               {"00:00:01.000", "web", access},
		"192.0.2.1 | " + access:                          {"00:00:01.000", "f", "192.0.2.1 | " + access},
		"a.example | 192.0.2.1 | " + access:              {"00:00:01.000", "f", "a.example | 192.0.2.1 | " + access},
		"web-1  | {\"time\":\"2026-01-01T00:00:01Z\"}":   {"00:00:01.000", "web-1", `{"time":"2026-01-01T00:00:01Z"}`},
		"INFO     | 2026-01-01 00:00:01.123 | app:1 - x": {"00:00:01.123", "f", "INFO     | 2026-01-01 00:00:01.123 | app:1 - x"},
	} {
		checkFile(t, text+"\n", []event{want}, false)
	}
}

// TestSet_Each_compose_front reads the lines of containers before the first that has a time.
func TestSet_Each_compose_front(t *testing.T) {
	t.Parallel()
	const access = `192.0.2.1 - - [01/Jan/2026:00:00:01 +0000] "GET / HTTP/1.1" 200 1`
	checkFile(t, "web-1  | starting\ndb-1   | ready | x\nweb-1  | "+access+"\nweb-1  | done\n", []event{
		{"00:00:01.000", "web-1", "starting"}, {"00:00:01.000", "db-1", "ready | x"}, {"00:00:01.000", "web-1", access}, {"00:00:01.000", "web-1", "done"},
	}, false)
	checkFile(t, "a | b\n2026-01-01T00:00:01Z x\n", []event{{"00:00:01.000", "f", "a | b"}, {"00:00:01.000", "f", "2026-01-01T00:00:01Z x"}}, false)
}
