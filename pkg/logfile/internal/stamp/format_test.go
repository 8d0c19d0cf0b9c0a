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
	for layout, want := range map[string]string{"%Q": "invalid %Q: want one of %Y", "%Y%": "invalid % at the end", "%H:%M": "want such as %Y-%m-%d", "2006-01-02": "want such as"} {
		if _, err := stamp.ParseFormat(layout); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseFormat(%q) = %v, want … %s", layout, err, want)
		}
	}
}
