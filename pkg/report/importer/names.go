package importer

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/report"
)

// mostName is the most characters of the name of a report, and of the ID of a query.
const mostName = 40

// slug returns a name in the small letters and digits that a report's name and a query's ID
// have, with a joint between its words: RequestCount becomes request-count.
func slug(name, joint, otherwise string) string {
	var b strings.Builder
	var before rune
	for _, c := range name {
		if unicode.IsUpper(c) && (unicode.IsLower(before) || unicode.IsDigit(before)) {
			b.WriteString(joint)
		}
		switch lower := unicode.ToLower(c); {
		case lower < unicode.MaxASCII && (unicode.IsLetter(lower) || unicode.IsDigit(lower)):
			b.WriteRune(lower)
		case !strings.HasSuffix(b.String(), joint):
			b.WriteString(joint)
		}
		before = c
	}
	text := strings.Trim(b.String(), joint)
	if text == "" {
		return otherwise
	}
	if text[0] < 'a' || text[0] > 'z' {
		text = otherwise[:1] + joint + text
	}
	return strings.TrimRight(text[:min(len(text), mostName)], joint)
}

// unique returns a name that is not taken: the name itself, or one with a number. It takes
// it.
func unique(name, joint string, taken map[string]bool) string {
	one := name
	for n := 2; taken[one]; n++ {
		end := fmt.Sprint(joint, n)
		one = strings.TrimRight(name[:min(len(name), mostName-len(end))], joint) + end
	}
	taken[one] = true
	return one
}

// baseName returns the name of a file without its folder and its ending.
func baseName(path string) string {
	name := filepath.Base(path)
	if name == "-" {
		return ""
	}
	return strings.TrimSuffix(name, filepath.Ext(name))
}

// The bounds of a window and of a delay (package source).
const (
	leastWindow = time.Minute
	mostWindow  = 366 * report.Day24
	mostDelay   = 7 * report.Day24
)

func inWindow(d time.Duration) bool { return d >= leastWindow && d <= mostWindow }

// iso matches a length of time of ISO 8601, as dashboards have it: PT8H, P3D, P1M.
var iso = lazyregexp.New(`^P(?:(\d{1,4})W)?(?:(\d{1,4})M)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$`)

// isoUnits are the lengths of the groups of iso. A month is one of 30 days.
var isoUnits = []time.Duration{7 * report.Day24, 30 * report.Day24, report.Day24, time.Hour, time.Minute, time.Second}

func isoLength(s string) (length time.Duration, ok bool) {
	m := iso().FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	for i, unit := range isoUnits {
		n := 0
		_, _ = fmt.Sscan(m[i+1], &n) // an absent group is 0
		length += time.Duration(n) * unit
	}
	return length, length > 0
}

// counted returns "1 widget", "2 widgets".
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprint(n, " ", many)
}

func sum(counts map[string]int) (n int) {
	for _, of := range counts {
		n += of
	}
	return n
}

// listCounts returns "2 metric, 1 text".
func listCounts(counts map[string]int) string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		all = append(all, fmt.Sprint(counts[name], " ", name))
	}
	return strings.Join(all, ", ")
}
