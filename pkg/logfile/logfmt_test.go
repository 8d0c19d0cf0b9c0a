package logfile_test

import (
	"fmt"
	"testing"
)

// TestSet_Each_logfmt_times reads a line after one of seven seconds past midnight, and
// counts times that do not exist or are in a zone that is not known.
func TestSet_Each_logfmt_times(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		`date=2026-01-01 time=12:34:56 devname="FG"`: "12:34:56.000 0", `time=12:34:56 level=info date=2026-01-01`: "12:34:56.000 0", `date=2026-01-01 time=9:34:56 x=1`: "09:34:56.000 0",
		`date=2026-01-01 time=12:34:56 devname="FG" eventtime=1767267296000000000 tz="+0100" logid="1"`: "11:34:56.000 0",
		`date=2026-01-01 time=12:34:56 tz="Europe/Berlin"`:                                              "00:00:07.000 1", `date=2026-01-01 time=25:00:00 x=1`: "00:00:07.000 1", `date=2026-01-01 x=1`: "00:00:00.000 0",
		`date=2026-01-01 time=12:34:56 timezone="-0800" x=1`: "20:34:56.000 0", `date=2026-01-01 time=12:34:56 timezone="CET"`: "11:34:56.000 0", `date=2026-01-01 time=12:34:56 timezone=soon x=1`: "00:00:07.000 1",
		`date="31 Jan 2026" time=21:30:00 tz=CET`: "20:30:00.000 0", `date=someday time=21:30:00 x=1`: "00:00:07.000 1", `date=31/01 time=21:30:00 t=2026-01-01T12:00:00Z`: "12:00:00.000 0",
		`date=2026-01-02 time=2026-01-01T12:34:56Z x=1`: "12:34:56.000 0", `date=2026-01-01 time=12:34:56 ts=2026-01-01T13:00:00Z x=1`: "13:00:00.000 0",
	} {
		r, events := reportOf(t, "level=info ts=2026-01-01T00:00:07Z x=1\n"+line+"\n")
		if got := fmt.Sprintf("%s %d", events[1][:len("00:00:07.000")], r.Invalid+r.UnknownZone); got != want {
			t.Errorf("%s: %s, want %s", line, got, want)
		}
	}
}
