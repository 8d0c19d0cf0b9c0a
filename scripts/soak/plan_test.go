package main

import (
	"strings"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	t.Parallel()
	const minute = time.Minute
	for args, want := range map[string]plan{
		"":          {10 * minute, 200, 500, 10_000, 40 * time.Second, minute, 7},
		"-time 1h":  {60 * minute, 200, 500, 10_000, 40 * time.Second, minute, 7},
		"-time 30s": {30 * time.Second, 200, 25, 500, 7500 * time.Millisecond, 10 * time.Second, 7},
		"-time 5m":  {5 * minute, 200, 250, 5000, 40 * time.Second, minute, 7},
		"-rate 50 -due 200 -queries 1000 -kills 1m -fills 75s -seed 3":   {10 * minute, 50, 200, 1000, minute, 75 * time.Second, 3},
		"-time 30s -rate 50 -due 500 -queries 10000 -kills 40s -fills 0": {30 * time.Second, 50, 500, 10_000, 40 * time.Second, 0, 7},
	} {
		if got, err := parse(strings.Fields(args), 7); err != nil || got != want {
			t.Errorf("%s: %+v, %v, want %+v", args, got, err, want)
		}
	}
}

func TestParse_refused(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"-time 0s": "invalid -time 0s", "-rate 0": "invalid -rate 0", "-due -1": "invalid -due -1", "-queries -1": "-queries -1",
		"-kills -1s": "invalid -kills -1s", "-fills -1s": "-fills -1s", "10m": `invalid argument "10m"`,
	} {
		if _, err := parse(strings.Fields(args), 7); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", args, err, want)
		}
	}
}
