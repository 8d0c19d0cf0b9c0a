package stamp_test

import (
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// checkZones reads 12:00 in zones, before a message.
func checkZones(t *testing.T, tests []checked) {
	t.Helper()
	check(t, func(zone string) stamp.Time { return stamp.ISO("2026-01-01 12:00:00" + zone) }, tests)
}

// The answers of checkZones.
const (
	noon      = "2026-01-01 12:00:00.000 local" // there is no zone
	known     = "2026-01-01 12:00:00.000"       // UTC
	anHour    = "2026-01-01 11:00:00.000"       // +01:00
	twoHours  = "2026-01-01 10:00:00.000"       // +02:00
	halfHours = "2026-01-01 06:30:00.000"       // +05:30
	west      = "2026-01-01 17:00:00.000"       // -05:00
)

// TestISO_offset reads offsets in each form.
func TestISO_offset(t *testing.T) {
	t.Parallel()
	checkZones(t, []checked{
		{"+1 x", anHour}, {"-5 x", west}, {"+5:30 x", halfHours}, {"+05:30", halfHours}, {"+0530", halfHours}, {"+01", anHour},
		{"  +0100 x", anHour}, {"\t+0100\tx", anHour}, {"\t +01:00 x", anHour}, {"\u22125 x", west}, {" \u221205:00 x", west},
		{"+16:00 x", "zone"}, {" +16:00 x", "zone"}, {"+24:00", "zone"}, {"+2400", "zone"}, {"+530 x", "zone"}, {"+05:53:28 x", "zone"}, {"+01:75", "zone"}, {"+20 x", "zone"},
		{"+01]", anHour}, {" +01] x", anHour}, {" -05 [1] x", west}, {" -05:10.0.0.1(5432)", west}, {" +1|x", anHour}, {" +1 | x", anHour}, {" +5:30] x", halfHours}, {" +5:30 | x", halfHours}, {" (+5:30) x", halfHours}, {" -05:2001:db8::1(5432)", west}, {" -05:::1(5432)", west},
		{"+1.5 x", "zone"}, {" GMT+1.5 x", "zone"}, {" GMT+1. x", anHour},
	})
	t.Run("numbers of a message", func(t *testing.T) {
		t.Parallel()
		checkZones(t, []checked{
			{" -12 dBm", noon}, {" -50 dBm", noon}, {" -5", noon}, {" +530 x", noon}, {" -1234 bytes", noon}, {" +2400 rpm", noon}, {" -12: failed", noon},
			{" -12:34:56 left", noon}, {" -20]", noon}, {" -12345", noon}, {"-12345", noon}, {"-5d3f x", noon}, {" -", noon}, {" +2:15 gained", noon}, {" -1:30 h", noon}, {" -3:05 behind", noon}, {" -1:0 h", noon}, {" -12:0 x", noon}, {" +5:30 x", noon}, {" -5:10.0.0.1(5432)", noon}, {" -1 [12] x", noon}, {" +1.5 x", noon}, {" UTC +5:30 a", known}, {"\u2212", noon}, {"-host", noon}, {" -5 [x]", noon},
		})
	})
}

// TestISO_usual_offset reads each offset of a quarter of an hour in each form that most
// programs write.
func TestISO_usual_offset(t *testing.T) {
	t.Parallel()
	for minutes := -14 * 60; minutes <= 14*60; minutes += 15 {
		at := time.Date(2026, 1, 2, 12, 0, 0, 0, time.FixedZone("", minutes*60))
		for _, layout := range []string{"2006-01-02T15:04:05-0700", "2006-01-02 15:04:05 -07:00 x", "2006-01-02 15:04:05-07:00]", "2006-01-02 15:04:05 -0700, x"} {
			if got := stamp.ISO(at.Format(layout)); got.Kind != stamp.Read || got.MS != at.UnixMilli() {
				t.Errorf("%s: %+v, want %d", at.Format(layout), got, at.UnixMilli())
			}
		}
	}
}

// TestISO_zone_name reads names of zones, and distinguishes them from the words of messages.
func TestISO_zone_name(t *testing.T) {
	t.Parallel()
	checkZones(t, []checked{
		{" GMT+2 a", twoHours}, {" UTC+5:30", halfHours}, {" GMT-5", west}, {" UTC+1 a", anHour}, {" UTC+01:00 a", anHour}, {" UTC +0100 a", anHour}, {" utc a", known}, {" gmt+1 a", anHour},
		{" UTC-host", known}, {" UTC -5 a", known}, {" UTC+25 a", "zone"}, {" UTC: a", known},
		{" CET a", anHour}, {" cet a", anHour}, {"\tCET\ta", anHour}, {"  CET a", anHour}, {" EST-05:00 a", west}, {" CST-05:00 a", west}, {" EST+01:00 a", "zone"}, {" WIB+0700 a", "2026-01-01 05:00:00.000"},
		{" CST a", "zone"}, {" WITA a", "zone"}, {" Europe/Berlin a", "zone"}, {" ChST a", "2026-01-01 02:00:00.000"}, {" Cet a", noon}, {" CET+1 a", noon}, {" CET_x", noon}, {" PST1", noon},
	})
	t.Run("in brackets", func(t *testing.T) {
		t.Parallel()
		checkZones(t, []checked{
			{" (CET) a", anHour}, {" [CET] a", anHour}, {"[cet]", anHour}, {" (UTC+01:00) a", anHour}, {" [+01:00] a", anHour}, {" [+01] a", anHour}, {" (-05)", west}, {" [-1] a", noon}, {" [+5]", noon}, {" [-12] a", noon}, {" [0", noon}, {" (UTC +01:00)", anHour}, {" [UTC]", known},
			{"[Europe/Berlin]", "zone"}, {" (CST) a", "zone"}, {" [main] a", noon}, {" [CAT] purrs", noon}, {" [CET x] a", noon}, {" [CET", noon}, {" [", noon}, {" [1] a", noon}, {" [error] a", noon},
			{strings.Repeat("[", 100), noon}, {strings.Repeat("[ ", 100), noon},
		})
	})
	t.Run("words", func(t *testing.T) {
		t.Parallel()
		checkZones(t, []checked{
			{" AUDIT [1234] y", noon}, {" ALERT [1] y", noon}, {" EVENT [1] y", noon}, {" START [1] y", noon}, {" INIT [1] y", noon}, {" TEST [1] y", noon},
			{" CAT purrs", noon}, {" MET the goal", noon}, {" EAT x", noon}, {" cat: x", noon}, {" est là", noon}, {" Ist da", noon},
			{" CAT [14723] LOG", twoHours}, {" MET] a", anHour}, {" CAT:10.0.0.1(5432)", twoHours}, {" EST a", west},
		})
	})
}
