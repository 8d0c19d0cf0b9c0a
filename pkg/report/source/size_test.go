package source

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/allocs"
)

// TestLoadFiles_expanded_size reads files that are small, and large when they are expanded:
// there is one problem, with its place and the limit.
func TestLoadFiles_expanded_size(t *testing.T) {
	long := Values{"env": "local", "a": strings.Repeat("v", 100_000)}
	list := func(item string, n int) string { return "[" + strings.Repeat(item+", ", n) + "]" }
	for name, c := range map[string]struct{ src, want string }{
		"values": {edit(t, "report: daily", "report: daily\ntitle: \""+strings.Repeat("${a}", 2000)+"\""),
			"report.yaml:3:8: the values of ${names} and {{parameters}} are too long: want at most 4 MiB added to the file"},
		"values in many places": {edit(t, "[/aws/lambda/bot]", list(`"/x${a}"`, 2000)),
			"the values of ${names} and {{parameters}} are too long: want at most 4 MiB added to the file"},
		"an alias of a long text": {"x: &x " + strings.Repeat("v", 100_000) + "\n" + edit(t, "[/aws/lambda/bot]", list("*x", 2000)),
			"report.yaml:5:14: aliases make the file too large: want at most 16 MiB when each is replaced by what it stands for"},
		"lists of lists": {"a: &a [" + strings.Repeat("v,", 9) + "v]\nb: &b " + list("*a", 10) + "\nc: &c " + list("*b", 10) + "\nd: &d " + list("*c", 10) +
			"\ne: &e " + list("*d", 10) + "\nf: &f " + list("*e", 10) + "\ng: &g " + list("*f", 10) + "\nh: " + list("*g", 10) + small,
			"report.yaml:2:8: aliases make the file too large"},
	} {
		t.Run(name, func(t *testing.T) {
			allocs.AtMost(t, 64<<20, func() {
				_, _, err := loadText(c.src, long, Options{})
				if err == nil || strings.Count(err.Error(), c.want) != 1 || strings.Count(err.Error(), "too l") != 1 {
					t.Errorf("error %.1000v, want once %s", err, c.want)
				}
			})
		})
	}
}

// A value inside itself has a size, and ordinary aliases are read.
func TestLoadFiles_aliases(t *testing.T) {
	t.Parallel()
	mustLoad(t, edit(t, "calls: {", "calls: &c {")+"", DefaultValues())
	twice := edit(t, "  calls: { query: stats count(*) as calls }", "  calls: &c { query: stats count(*) as calls }\n  more: *c")
	if r, _, err := loadText(twice, DefaultValues(), Options{}); err != nil || len(r.Queries) != 2 {
		t.Errorf("error %v", err)
	}
	if _, _, err := loadText("report: &a [*a]\n", DefaultValues(), Options{}); err == nil || strings.Contains(err.Error(), "too large") {
		t.Errorf("error %v", err)
	}
}
