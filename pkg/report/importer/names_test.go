package importer

import (
	"testing"
	"time"
)

func TestSlug(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"lambda-errors":             "lambda-errors",
		"RequestCount":              "request-count",
		"WAFLogs by IP":             "waflogs-by-ip",
		"Top 10 URI":                "top-10-uri",
		"10 slowest":                "r-10-slowest",
		" [EKS] Error Logs (Last) ": "eks-error-logs-last",
		"경로별 요청 수":                  "report",
		"":                          "report",
		"a//b":                      "a-b",
		"an-uncommonly-long-name-that-goes-on-and-on": "an-uncommonly-long-name-that-goes-on-and",
	} {
		if got := slug(name, "-", "report"); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestUnique(t *testing.T) {
	t.Parallel()
	taken := map[string]bool{}
	long := "an_uncommonly_long_name_that_goes_on_and"
	for _, c := range []struct{ name, want string }{
		{"a", "a"}, {"a", "a_2"}, {"a_2", "a_2_2"}, {"a", "a_3"},
		{long, long}, {long, "an_uncommonly_long_name_that_goes_on_a_2"},
	} {
		if got := unique(c.name, "_", taken); got != c.want {
			t.Errorf("%q: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestIsoLength(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{
		"PT8H": 8 * time.Hour, "P3D": 72 * time.Hour, "P1W": 7 * 24 * time.Hour, "P1M": 30 * 24 * time.Hour,
		"P1DT12H30M5S": 36*time.Hour + 30*time.Minute + 5*time.Second,
		"P":            0, "PT": 0, "P0D": 0, "3h": 0, "PT1.5H": 0, "2026-01-02T12:00:00Z": 0,
	} {
		if got, ok := isoLength(text); got != want || ok != (want > 0) {
			t.Errorf("%s: got %s, %v, want %s", text, got, ok, want)
		}
	}
}

func TestBaseName(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{"-": "", "exports/ops.prod.json": "ops.prod", "ops": "ops"} {
		if got := baseName(path); got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}
