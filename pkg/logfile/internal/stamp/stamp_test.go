package stamp_test

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// checked is a text and the time that it has: in UTC, or the reason why it has none.
type checked struct{ text, want string }

var reasons = map[stamp.Kind]string{stamp.None: "none", stamp.Invalid: "invalid", stamp.UnknownZone: "zone"}

func check(t *testing.T, read func(string) stamp.Time, tests []checked) {
	t.Helper()
	for _, test := range tests {
		got := read(test.text)
		text := reasons[got.Kind]
		if got.OK() {
			text = time.UnixMilli(got.MS).UTC().Format("2006-01-02 15:04:05.000")
		}
		if got.Kind == stamp.Local {
			text += " local"
		}
		if text != test.want {
			t.Errorf("%q: %s, want %s", test.text, text, test.want)
		}
	}
}

func TestISO(t *testing.T) {
	t.Parallel()
	check(t, stamp.ISO, []checked{
		{"2026-01-31T12:30:00.123456789Z x", "2026-01-31 12:30:00.123"},
		{"2026-01-31t12:30:00z", "2026-01-31 12:30:00.000"},
		{"2026-01-31 12:30:00,25 INFO", "2026-01-31 12:30:00.250 local"},
		{"2026/01/31 12:30:00 x", "2026-01-31 12:30:00.000 local"},
		{"2026-01-31 01:30:00 PM x", "2026-01-31 13:30:00.000 local"}, {"2026-01-31 12:30:00AM UTC", "2026-01-31 00:30:00.000"},
		{"2026-01-31 12:30:00 PM +0100", "2026-01-31 11:30:00.000"}, {"2026-01-31 13:30:00 PM", "2026-01-31 13:30:00.000 local"},
		{"2026-01-31 01:30:00 Amber", "2026-01-31 01:30:00.000 local"}, {"2026-01-31T12:30Z", "2026-01-31 12:30:00.000"},
		{"2026-01-31 12:30 x", "none"},
		{"2024-02-29T00:00:00Z", "2024-02-29 00:00:00.000"},
		{"2026-02-29T00:00:00Z", "invalid"},
		{"2026-02-31T10:00:00Z", "invalid"},
		{"2026-04-31 00:00:00", "invalid"},
		{"2026-13-01T00:00:00Z", "invalid"},
		{"2026-01-01T24:00:00Z", "invalid"},
		{"2026-01-01T23:59:60Z", "2026-01-02 00:00:00.000"},
		{"1969-12-31T23:59:59.999Z", "1969-12-31 23:59:59.999"},
		{"1970-03-01T00:00:00Z", "1970-03-01 00:00:00.000"},
		{"2026-01-3xT00:00:00Z", "none"}, {"2026-01", "none"}, {"", "none"},
	})
	t.Run("zones", func(t *testing.T) {
		t.Parallel()
		const at = "2026-01-02 00:30:00.148"
		check(t, func(zone string) stamp.Time { return stamp.ISO(at + zone) }, []checked{
			{"+01", "2026-01-01 23:30:00.148"}, {"+01 [14723] LOG", "2026-01-01 23:30:00.148"}, {"+0545", "2026-01-01 18:45:00.148"},
			{"+05:45", "2026-01-01 18:45:00.148"}, {" +0545", "2026-01-01 18:45:00.148"}, {" +05:45 x", "2026-01-01 18:45:00.148"},
			{" -03 [1] LOG", "2026-01-02 03:30:00.148"}, {"-0330", "2026-01-02 04:00:00.148"}, {"-00:00", at},
			{" UTC", at}, {" UTC:10.0.0.1(5432)", at}, {" GMT", at}, {" Z", at}, {"UTC", at}, {" GMT+0100 (CET)", "2026-01-01 23:30:00.148"},
			{" CET [14723]", "2026-01-01 23:30:00.148"}, {" CEST", "2026-01-01 22:30:00.148"}, {" EST", "2026-01-02 05:30:00.148"},
			{" CST [1]", "zone"}, {" NFT [1]", at + " local"}, {" NFT x", at + " local"}, {" ALERT [x]", at + " local"}, {" IST", "zone"}, {" Europe/Berlin", "zone"}, {"Z+01:00", "zone"}, {"+01:00[Europe/Berlin]", "2026-01-01 23:30:00.148"},
			{" INFO x", at + " local"}, {" CET-1 x", at + " local"}, {" -1 x", at + " local"}, {" +123 x", at + " local"}, {" - app", at + " local"},
			{"-host", at + " local"}, {" Zebra", at + " local"}, {"+99:00", "zone"}, {" [x]", at + " local"}, {"", at + " local"},
		})
	})
	t.Run("numbers of one digit", func(t *testing.T) {
		t.Parallel()
		check(t, stamp.ISO, []checked{
			{"2026-01-31  8:05:00 0 [Note]", "2026-01-31 08:05:00.000 local"}, {"2026-01-31 8:05:00,5 x", "2026-01-31 08:05:00.500 local"},
			{"2026-01-31  18:05:00 x", "2026-01-31 18:05:00.000 local"}, {"2026-01-31 1:00:00 PM", "2026-01-31 13:00:00.000 local"},
			{"2026-1-9 8:05:00 x", "2026-01-09 08:05:00.000 local"}, {"2026/1/31 18:05:00 CET", "2026-01-31 17:05:00.000"},
			{"2026-1-32 8:05:00 x", "invalid"}, {"2026-1/9 8:05:00", "none"}, {"2026-1-9 8:5:00 x", "none"}, {"2026-1-9T8:05:00Z", "2026-01-09 08:05:00.000"}, {"2026-1-9T8:05Z", "none"}, {"2026-1-9x8:05:00Z", "none"},
			{"2026-01-31    8:05:00", "none"}, {"2026-01-31 A:05:00 x", "none"}, {"2026-01-31  A:05:00", "none"}, {"20260-1-9 18:05:00", "none"}, {"2026-01-31 108:05:00", "none"},
		})
	})
	t.Run("halves of the day", func(t *testing.T) {
		t.Parallel()
		check(t, stamp.ISO, []checked{
			{"2026-01-01 09:00:00 PM2 started", "2026-01-01 09:00:00.000 local"}, {"2026-01-01 09:00:00 AM_x", "2026-01-01 09:00:00.000 local"},
			{"2026-01-01 09:00:00 PM: x", "2026-01-01 21:00:00.000 local"}, {"2026-01-01 09:00:00PM-0100", "2026-01-01 22:00:00.000"},
			{"2026-01-01 09:00:00 p.m. x", "2026-01-01 21:00:00.000 local"}, {"2026-01-01 12:00:00 a.m. x", "2026-01-01 00:00:00.000 local"}, {"2026-01-01 09:00:00 p.x", "2026-01-01 09:00:00.000 local"},
			{"2026-01-01 09:00:00 p", "2026-01-01 09:00:00.000 local"}, {"2026-01-01 09:00:00 p.", "2026-01-01 09:00:00.000 local"},
		})
	})
	t.Run("years before 1970", func(t *testing.T) {
		t.Parallel()
		check(t, stamp.ISO, []checked{
			{"0000-01-01T00:00:00Z", "0000-01-01 00:00:00.000"}, {"0000-02-29T00:00:00Z", "0000-02-29 00:00:00.000"}, {"0000-12-31T23:59:59Z", "0000-12-31 23:59:59.000"},
			{"0001-01-01T00:00:00Z", "0001-01-01 00:00:00.000"}, {"0004-03-01T00:00:00Z", "0004-03-01 00:00:00.000"}, {"1900-03-01T00:00:00Z", "1900-03-01 00:00:00.000"},
		})
	})
}

func TestValue(t *testing.T) {
	t.Parallel()
	const want = "2026-01-01 00:00:00.000"
	check(t, stamp.Value, []checked{
		{"2026-01-01T00:00:00Z", want}, {" 2026-01-01T01:00:00+01:00 ", want}, {"2026-01-01T01:00:00+01:00[Europe/Berlin]", want},
		{"2026-01-01", want + " local"}, {"2026/01/01", want + " local"}, {"2026-02-30", "invalid"},
		{"2026-01-01 00:00:00 Nepal", "zone"}, {"2026-01-01 00:00:00 IST", "zone"}, {"1767225600", want}, {"1767225600000", want},
		{"Thu, 01 Jan 2026 00:00:00 GMT", want}, {"01/Jan/2026:05:45:00 +0545", want}, {"Thu Jan  1 00:00:00 UTC 2026", want},
		{"2026-01-01 05:30:00 +0530 IST", want}, {"2026-01-01 00:00:00.000000001 +0000 UTC m=+0.01", want}, {"2026-01-01T00:00:00Z 12", "invalid"},
		{"soon", "none"}, {"", "none"}, {"12", "none"}, {"2026-1-1", want + " local"},
	})
	t.Run("zones", func(t *testing.T) {
		t.Parallel()
		check(t, func(zone string) stamp.Time { return stamp.Value("2026-01-01 12:00:00" + zone) }, []checked{
			{" +2", "2026-01-01 10:00:00.000"}, {" -02", "2026-01-01 14:00:00.000"}, {" GMT+1", "2026-01-01 11:00:00.000"}, {" CAT", "2026-01-01 10:00:00.000"},
			{" met", "2026-01-01 11:00:00.000"}, {" [Europe/Berlin]", "zone"}, {"[Europe/Berlin]", "zone"}, {" (CET)", "2026-01-01 11:00:00.000"},
			{" (main)", "zone"}, {" +530", "zone"}, {" 5", "zone"}, {" -02 x", "zone"}, {"Z[UTC]", "2026-01-01 12:00:00.000"},
		})
	})
}

func TestNumber(t *testing.T) {
	t.Parallel()
	check(t, stamp.Number, []checked{
		{"1767225605", "2026-01-01 00:00:05.000"}, {"1767225605.25", "2026-01-01 00:00:05.250"}, {"1767225605.123", "2026-01-01 00:00:05.123"},
		{"1767225605.1239", "2026-01-01 00:00:05.123"}, {"1767225605123", "2026-01-01 00:00:05.123"}, {"1767225605123.9", "2026-01-01 00:00:05.123"},
		{"1767225605123456", "2026-01-01 00:00:05.123"}, {"1767225605123456789", "2026-01-01 00:00:05.123"}, {"1.767225605e9", "2026-01-01 00:00:05.000"},
		{"1.767225605123e12", "2026-01-01 00:00:05.123"}, {"1.7672256052505e9", "2026-01-01 00:00:05.251"},
		{"5", "none"}, {"999999999", "none"}, {"-1767225605", "none"}, {"99999999999999999999", "none"}, {"1e30", "none"}, {"0x7f", "none"}, {"", "none"}, {"1.x", "none"},
	})
}

func TestLeadingNumber(t *testing.T) {
	t.Parallel()
	check(t, stamp.LeadingNumber, []checked{
		{"1767225605.250 TCP_MISS", "2026-01-01 00:00:05.250"}, {"1767225605250,text", "2026-01-01 00:00:05.250"},
		{"1767225605x", "none"}, {"123456789012-1 x", "none"}, {"42 x", "none"},
	})
}

func TestNamed(t *testing.T) {
	t.Parallel()
	check(t, stamp.Named, []checked{
		{"01/Jan/2026:12:30:00 +0100]", "2026-01-01 11:30:00.000"}, {"01-Jan-2026 12:30:00.123 INFO", "2026-01-01 12:30:00.123 local"},
		{"1 Jan 2026 12:30:00,5", "2026-01-01 12:30:00.500 local"}, {"Thu, 01 Jan 2026 12:30:00 GMT", "2026-01-01 12:30:00.000"},
		{"Thu Jan  1 12:30:00.123456 2026] x", "2026-01-01 12:30:00.123 local"}, {"Thu Jan  1 12:30:00 CET 2026", "2026-01-01 11:30:00.000"},
		{"Thu Jan  1 12:30:00 IST 2026", "zone"}, {"Thu Jan  1 12:30:00 NFT 2026", "zone"}, {"Thu Jan  1 12:30:00 CAT 2026", "2026-01-01 10:30:00.000"},
		{"Thu Jan  1 12:30:00 -03 2026", "2026-01-01 15:30:00.000"}, {"Thu Jan  1 01:30:00 PM UTC 2026", "2026-01-01 13:30:00.000"},
		{"Thu Jan  1  9:30:00 2026] x", "2026-01-01 09:30:00.000 local"}, {"1-Jan-2026 9:30:00.123 INFO", "2026-01-01 09:30:00.123 local"},
		{"01-Jan-2026  9:30:00 INFO", "2026-01-01 09:30:00.000 local"}, {"Thu Jan 01 2026 12:30:00 GMT+0545 (Nepal)", "2026-01-01 06:45:00.000"},
		{"31/Feb/2026:00:00:00 +0000", "invalid"}, {"Tue Feb 31 00:00:00 2026", "invalid"}, {"01/Foo/2026:12:30:00", "none"}, {"Thursday", "none"}, {"", "none"},
	})
}

func TestDate(t *testing.T) {
	t.Parallel()
	check(t, stamp.Date, []checked{{"2026-01-02", "2026-01-02 00:00:00.000 local"}, {"2026/1/2", "2026-01-02 00:00:00.000 local"},
		{"2026-01-02x", "none"}, {"2026-02-30", "invalid"}, {"26-01-02", "none"}, {"2026-1", "none"}, {"2026-001-02", "none"}, {"2026", "none"}})
}

var reference = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func TestSyslog(t *testing.T) {
	t.Parallel()
	check(t, func(s string) stamp.Time { return stamp.Syslog(s, reference) }, []checked{
		{"Jan  1 12:30:00 host", "2026-01-01 12:30:00.000 local"}, {"Mar 02 11:00:00 host", "2026-03-02 11:00:00.000 local"},
		{"Mar  3 12:30:00 host", "2025-03-03 12:30:00.000 local"}, {"Dec 31 23:59:59.250 host", "2025-12-31 23:59:59.250 local"},
		{"Feb 29 00:00:00 host", "2024-02-29 00:00:00.000 local"}, {"Feb 30 00:00:00 host", "invalid"},
		{"Jan  1 2020 12:30:00 host", "2020-01-01 12:30:00.000 local"}, {"Jan  1  9:30:00 host", "2026-01-01 09:30:00.000 local"},
		{"Jan  1 12:30:00 pst sshd[1]", "2026-01-01 12:30:00.000 local"}, {"Jan  1 12:30:00 PST: %SYS-5", "2026-01-01 20:30:00.000"}, {"Jan  1 02:30:00 pm host", "2026-01-01 14:30:00.000 local"}, {"January 1", "none"}, {"", "none"},
	})
}

func TestKlog(t *testing.T) {
	t.Parallel()
	check(t, func(s string) stamp.Time { return stamp.Klog(s, reference) }, []checked{
		{"0101 12:30:00.123456   1 f.go", "2026-01-01 12:30:00.123 local"}, {"1231 00:00:00.000000 x", "2025-12-31 00:00:00.000 local"},
		{"0231 12:30:00.0 x", "invalid"}, {"0101x12:30:00", "none"}, {"", "none"},
	})
}

func TestTime_OK(t *testing.T) {
	t.Parallel()
	for kind, want := range map[stamp.Kind]bool{stamp.None: false, stamp.Read: true, stamp.Local: true, stamp.Invalid: false, stamp.UnknownZone: false} {
		if got := (stamp.Time{Kind: kind}).OK(); got != want {
			t.Errorf("kind %d: OK = %v", kind, got)
		}
	}
}
