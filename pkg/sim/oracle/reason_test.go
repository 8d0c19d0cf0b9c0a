package oracle

import "testing"

func TestOracle_checkReason(t *testing.T) {
	t.Parallel()
	const full = "97 queries of others are running"
	for what, c := range map[string]struct {
		by      string
		read    []string
		query   string
		outcome string
		words   string
		rule    Rule
	}{
		"with the reason":                   {"janitor#1", []string{full}, "", "timed_out", "not settled within 30m0s: " + full, ""},
		"without the reason":                {"janitor#1", []string{full}, "", "timed_out", "not settled within 30m0s", "J4"},
		"with another":                      {"janitor#1", []string{full}, "", "timed_out", "not settled within 30m0s: throttled", "J4"},
		"the reason came meanwhile":         {"janitor#1", []string{"", full}, "", "timed_out", "not settled within 30m0s", ""},
		"none is on record":                 {"janitor#1", []string{""}, "", "timed_out", "not settled within 30m0s", ""},
		"it was started":                    {"janitor#1", []string{full}, "query", "timed_out", "not settled within 30m0s", ""},
		"cancelled":                         {"janitor#1", []string{full}, "", "cancelled", "cancelled", ""},
		"by a worker of the version before": {"worker#1", []string{full}, "", "timed_out", "not settled within 30m0s", ""},
	} {
		o, _, r := judged()
		e, p := r.at(1), o.Began(c.by, 0)
		for _, why := range c.read {
			p.seesWaiting(attributes(map[string]string{"pk": partition(id, 1), "sk": shardKey(0), "waits": why}, nil))
		}
		e.results[resultKey(0, "a", 0)] = attributes(map[string]string{"outcome": c.outcome, "query_id": c.query, "error": c.words}, nil)
		o.checkReason(p, e, 0, "a")
		expect(t, o, what, c.rule)
	}
}
