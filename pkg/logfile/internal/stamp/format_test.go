package stamp_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

func TestFormat_Read(t *testing.T) {
	t.Parallel()
	tests := []struct {
		layout string
		checked
	}{
		{"%d.%m.%Y %H:%M:%S", checked{"02.01.2026 03:04:05 x", "2026-01-02 03:04:05.000 local"}},
		{"%d/%b/%Y:%T %z", checked{"02/Jan/2026:03:04:05 +0545]", "2026-01-01 21:19:05.000"}},
		{"%Y%m%d %H%M%S,%f", checked{"20260102 030405,678901", "2026-01-02 03:04:05.678 local"}},
		{"%D %I:%M:%S %p", checked{"01/02/26 12:04:05 AM", "2026-01-02 00:04:05.000 local"}},
		{"%m/%d/%y %I:%M %p", checked{"1/2/70 3:04 pm", "1970-01-02 15:04:00.000 local"}},
		{"%A, %e %B %Y %R %Z", checked{"Friday,  2 January 2026 03:04 CET", "2026-01-02 02:04:00.000"}},
		{"%F %T %Z", checked{"2026-01-02 03:04:05 IST", "zone"}},
		{"%F %T%z", checked{"2026-01-02 03:04:05", "none"}},
		{"%b %e %T", checked{"Dec 31 03:04:05", "2025-12-31 03:04:05.000 local"}},
		{"%s.%L", checked{"1767225600.5", "2026-01-01 00:00:00.500"}},
		{"%s", checked{"1767225600.5 x", "2026-01-01 00:00:00.500"}},
		{"%F", checked{"2026-02-30", "invalid"}},
		{"100%% %F", checked{"100% 2026-01-02", "2026-01-02 00:00:00.000 local"}},
		{"%F", checked{"x 2026-01-02", "none"}},
		{"%Y-%m-%dT%H:%M:%S", checked{"2026-01-01T10:00:00+05:45 a", "2026-01-01 04:15:00.000"}},
		{"%Y-%m-%dT%H:%M:%S", checked{"2026-01-01T10:00:00.123Z", "2026-01-01 10:00:00.123"}},
		{"%F %T", checked{"2026-01-01 10:00:00,5 CET", "2026-01-01 09:00:00.500"}},
		{"%F %T", checked{"2026-01-01 10:00:00 CST a", "zone"}},
		{"%F %T", checked{"2026-01-01 03:00:00 PM", "2026-01-01 15:00:00.000 local"}},
		{"%F %T", checked{"2026-01-01 10:00:00: a", "2026-01-01 10:00:00.000 local"}},
		{"%F %T", checked{"2026-01-01 10:00:00. a", "2026-01-01 10:00:00.000 local"}},
		{"%F %T", checked{"2026-01-01 10:00:00:123 a", "invalid"}},
		{"%F %T:", checked{"2026-01-01 10:00:00:123 a", "2026-01-01 10:00:00.000 local"}},
		{"%F %T", checked{"2026-01-01 10:00:00123 a", "invalid"}},
		{"%F %H:%M", checked{"2026-01-01 10:00:30 a", "invalid"}},
		{"%T %d.%m.%Y", checked{"10:00:00 01.01.2026 am Anfang", "2026-01-01 10:00:00.000 local"}},
		{"%T %d.%m.%Y", checked{"10:00:00 01.01.2026 +0100 a", "2026-01-01 09:00:00.000"}},
		{"%d.%m.%y", checked{"01.01.2026 a", "invalid"}},
		{"%F", checked{"2026-01-01 10:00:00 x", "invalid"}},
		{"%F", checked{"2026-01-01T9:00", "invalid"}},
		{"%F", checked{"2026-01-01+05:45", "invalid"}},
		{"%F", checked{"2026-01-01, 10 a", "2026-01-01 00:00:00.000 local"}},
		{"[%F]", checked{"[2026-01-01] 10:00:00 a", "2026-01-01 00:00:00.000 local"}},
		{"%F 100%%", checked{"2026-01-01 100%5 a", "2026-01-01 00:00:00.000 local"}},
		{"%b %e %T", checked{"Dec 31 03:04:05 CET x", "2025-12-31 02:04:05.000"}},
	}
	for _, test := range tests {
		f, err := stamp.ParseFormat(test.layout)
		if err != nil {
			t.Fatal(err)
		}
		check(t, func(s string) stamp.Time { return f.Read(s, reference) }, []checked{test.checked})
	}
}

func TestFormat_Find(t *testing.T) {
	t.Parallel()
	f, err := stamp.ParseFormat("%d.%m.%Y %T")
	if err != nil {
		t.Fatal(err)
	}
	check(t, func(s string) stamp.Time { return f.Find(s, reference) }, []checked{
		{"INFO [02.01.2026 03:04:05] x", "2026-01-02 03:04:05.000 local"}, {"v02.01.2026 03:04:05", "none"},
		{strings.Repeat("x ", 200) + "02.01.2026 03:04:05", "none"}, {"[31.02.2026 03:04:05]", "invalid"},
	})
	const text = "a [02.01.2026 03:04:05] x"
	if got := f.Find(text, reference); text[got.End:] != "] x" {
		t.Errorf("the time ends before %q", text[got.End:])
	}
}

func TestParseFormat(t *testing.T) {
	t.Parallel()
	for layout, want := range map[string]string{"%Q": "invalid %Q: want one of %Y", "%Y%": "invalid % at the end", "%H:%M": "want such as %Y-%m-%d", "%F %I:%M": "invalid %I without %p: want both, or %H", "2006-01-02": "want such as"} {
		if _, err := stamp.ParseFormat(layout); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseFormat(%q) = %v, want … %s", layout, err, want)
		}
	}
}
