package source

import "testing"

// Bins begin by the clocks of UTC, within the next larger unit. Berlin is 1 h ahead of it,
// in summer 2 h; London in summer 1 h; Kolkata 5:30 h; Kathmandu 5:45 h.
func TestBuilder_noteBins(t *testing.T) {
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
