package chart

import (
	"strings"
	"testing"
)

func TestChart_Describe(t *testing.T) {
	t.Parallel()
	all := gallery(t)
	for name, want := range map[string]string{
		"errors": "5xx errors per hour. Wed 25 Nov: lowest 48 at 03:00, highest 7,755 at 15:00. Tue 24 Nov: lowest 51 at 02:00, highest 499 at 19:00.",
		"latency": "Latency per hour. 95th percentile: lowest 538 ms at 05:00, highest 1,870 ms at 15:00. Median: lowest 118 ms at 05:00, highest 268 ms at 15:00. " +
			"Mark: Alert 1,500. Mark: Warning 800. No data from 03:00 to 04:00.",
		"equal":     "5xx errors per hour. Always 42.",
		"empty":     "Nothing. No data.",
		"week":      "Requests. Lowest 607 on Sun 22 Nov, 00:00, highest 1,485 on Sun 22 Nov, 14:00.",
		"12-months": "Requests. Lowest 1,000 in Dec 2025, highest 1,480 in Jun 2026.",
		"400-days":  "Requests. Lowest 607 on Sun 15 Mar 2026, highest 1,487 on Mon 18 May 2026.",
		"gaps":      "5xx errors per hour. Lowest 5 at 02:00, highest 9 at 08:00. No data from 00:00 to 02:00. No data from 04:00 to 05:00. No data from 06:00 to 08:00. Gaps more than these: 1.",
	} {
		if got := strings.ReplaceAll(all[name].Describe(), "\u00A0", " "); got != want {
			t.Errorf("%s: %s\nwant %s", name, got, want)
		}
	}
}
