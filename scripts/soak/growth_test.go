package main

import (
	"strings"
	"testing"
	"time"
)

// steady returns warm samples, two seconds apart, of a program that takes the same all the time.
func steady(n int) []sample {
	all := make([]sample, n)
	for i := range all {
		all[i] = sample{age: warm + time.Duration(i)*sampling, runs: 100, rss: 100 << 20, files: 12, disk: 5 << 20}
	}
	return all
}

func TestGrowth_problems(t *testing.T) {
	t.Parallel()
	p := plan{due: 10, wide: 100}
	const (
		memory = mostMemory + 110*memoryOfRun + 100*memoryOfQuery
		disk   = mostDisk + 110*diskOfRun + 100*diskOfQuery
	)
	all := func(from, to int, change func(*sample)) func([]sample) {
		return func(s []sample) {
			for i := from; i < to; i++ {
				change(&s[i])
			}
		}
	}
	for name, c := range map[string]struct {
		change func([]sample)
		want   string // empty: no problem
	}{
		"what stays the same":                      {all(0, 0, nil), ""},
		"memory at its bound":                      {all(7, 8, func(s *sample) { s.rss = memory }), ""},
		"memory over its bound":                    {all(7, 8, func(s *sample) { s.rss = memory + 1<<20 }), "memory was 1 MB over its bound"},
		"memory that more runs explain":            {all(7, 8, func(s *sample) { s.rss, s.runs = memory+1<<20, 116 }), ""},
		"memory while the program is new":          {all(7, 8, func(s *sample) { s.rss, s.age = memory+1<<20, warm-1 }), ""},
		"a disk at its bound":                      {all(7, 8, func(s *sample) { s.disk = disk }), ""},
		"a disk over its bound":                    {all(7, 8, func(s *sample) { s.disk = disk + 2<<20 }), "the disk had 2 MB over its bound"},
		"a disk over its bound in a new program":   {all(7, 8, func(s *sample) { s.disk, s.age = disk+2<<20, 0 }), "the disk had 2 MB over its bound"},
		"a disk that more runs explain":            {all(7, 8, func(s *sample) { s.disk, s.runs = disk+2<<20, 132 }), ""},
		"files at their bound":                     {all(20, 30, func(s *sample) { s.files = 12 + mostFiles }), ""},
		"files over their bound":                   {all(20, 30, func(s *sample) { s.files = 13 + mostFiles }), "53 files were open at the end, 12 at first"},
		"files of a command at the end":            {all(21, 30, func(s *sample) { s.files = 500 }), ""},
		"files that were given back":               {all(5, 20, func(s *sample) { s.files = 500 }), ""},
		"files of a command at first":              {all(0, 9, func(s *sample) { s.files = 500 }), ""},
		"files over their bound after a command":   {func(s []sample) { s[0].files = 500; all(20, 30, func(s *sample) { s.files = 200 })(s) }, "200 files were open at the end, 12 at first"},
		"no life that was long enough to measure":  {all(0, 30, func(s *sample) { s.age = warm - 1 }), "the program was not measured"},
		"one life that was long enough to measure": {all(0, 29, func(s *sample) { s.age = warm - 1 }), ""},
	} {
		samples := steady(30)
		c.change(samples)
		got := grown(samples, p).problems()
		if c.want == "" && len(got) > 0 || c.want != "" && (len(got) != 1 || !strings.Contains(got[0].Error(), c.want)) {
			t.Errorf("%s: %v, want %q", name, got, c.want)
		}
	}
}

func TestGrowth_String(t *testing.T) {
	t.Parallel()
	samples := steady(30)
	samples[3].rss, samples[9].rss, samples[29].disk = 90<<20, 120<<20, 7<<20
	if got, want := grown(samples, plan{}).String(), "rss_mb=90..120 files=12..12 disk_mb=7"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
