package source

import "testing"

func TestBuilder_noteTimes_of_texts(t *testing.T) {
	t.Parallel()
	const want = " is a number of milliseconds since 1970: a comparison with a text does not find it (the report's window selects times)"
	for query, place := range map[string]string{
		`filter @timestamp >= "2026-01-02T12:00:00Z"`:                                       "5:41: query: `@timestamp`",
		`filter level = 1 and not ("2026-01-02" < @ingestionTime)`:                          "5:46: query: `@ingestionTime`",
		`filter @timestamp in [1, "2026-01-02"]`:                                            "5:45: query: `@timestamp`",
		`fields @timestamp = "2026-01-02" as today`:                                         "5:40: query: `@timestamp`",
		`stats sum(@timestamp > "2026-01-02") as n`:                                         "5:43: query: `@timestamp`",
		`filter id in (filter @timestamp > "2026-01-02" | fields id)`:                       "5:54: query: `@timestamp`",
		`join left=a right=b where a.id=b.id (filter @timestamp > "2026-01-02"| fields id)`: "5:77: query: `@timestamp`",
	} {
		expectNotes(t, query, "", place+want)
	}
	for _, query := range []string{
		"filter @timestamp >= 1767355200000", `filter @timestamp >= "1767355200000"`, `filter time >= "2026-01-02"`, `filter @timestamp like "2026"`,
	} {
		expectNotes(t, query, "")
	}
}

// Bins begin by the clocks of UTC, within the next larger unit. Berlin is 1 h ahead of it,
// in summer 2 h; London in summer 1 h; Kolkata 5:30 h; Kathmandu 5:45 h.
func TestBuilder_noteTimes_of_bins(t *testing.T) {
	t.Parallel()
	for zone, bins := range map[string]struct{ in, out []string }{
		"UTC":            {in: []string{"bin(1d)", "bin(1mo)", "bin(25m)", "bin(7h)", "bin(1w)"}},
		"Europe/Berlin":  {in: []string{"bin(1h)", "bin(25m)", "bin(1s)"}, out: []string{"bin(2h)", "bin(7h)", "bin(1d)", "bin(1w)", "datefloor(@timestamp, 1mo)"}},
		"Europe/London":  {in: []string{"bin(1h)"}, out: []string{"bin(2h)", "bin(1d)"}},
		"Asia/Kolkata":   {in: []string{"bin(30m)", "bin(10m)", "bin(500ms)"}, out: []string{"bin(20m)", "bin(25m)", "bin(1h)", "bin(1d)"}},
		"Asia/Kathmandu": {in: []string{"bin(15m)"}, out: []string{"bin(10m)", "bin(1h)"}},
		"Asia/Tokyo":     {in: []string{"bin(3h)"}, out: []string{"bin(2h)"}},
	} {
		schedule := "schedule: { cron: \"0 6 * * ? *\", timezone: " + zone + " }\n"
		for _, bin := range bins.in {
			expectNotes(t, "stats count(*) as n by "+bin, schedule)
		}
		for _, bin := range bins.out {
			expectNotes(t, "stats count(*) as n by "+bin, schedule, "5:43: query: bins of `"+bin+"` begin by the clocks of UTC, not of "+zone)
		}
	}
}
