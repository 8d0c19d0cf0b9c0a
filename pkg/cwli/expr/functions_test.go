package expr_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// The values that AWS' page on functions gives
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html).
func TestFunctions_documented(t *testing.T) {
	t.Parallel()
	checkEvaluations(t, []evaluation{
		{"2 ^ 3", "8"},
		{"10 % 3", "1"},
		{"toMillis(@timestamp)", "1642195111000"},
		{"datefloor(@timestamp, 1h)", "2022-01-14 21:00:00.000"},
		{"dateceil(@timestamp, 1h)", "2022-01-14 22:00:00.000"},
		{"fromMillis(1642195111000)", "2022-01-14 21:18:31.000"},
		{`ltrim("xyZxyfooxyZ","xyZ")`, "fooxyZ"},
		{`rtrim("xyZfooxyxyZ","xyZ")`, "xyZfoo"},
		{`trim("xyZxyfooxyxyZ","xyZ")`, "foo"},
		{`substr("xyZfooxyZ",3, 3)`, "foo"},
		{`replace("/aws/smoke_test/a","smoke_test","Smoke")`, "/aws/Smoke/a"},
		{`hexToAscii("48656c6c6f")`, "Hello"},
		{`hexToDec("0xff")`, "255"},
		{"decToHex(255)", "0xff"},
		{"decToHex(-255)", "-0xff"},
		{"decToHex(255.9)", "0xff"},
		{`isIpInSubnet("192.0.2.77", "192.0.2.0/24")`, "1"},
		{`isIpInSubnet("2001:db8::1", "2001:db8::/32")`, "1"},
		{`strcontains("smoke_test", "test")`, "1"},
		{`strcontains("SMOKE", "smoke")`, "0"},
		{`strcontains("SMOKE", "smoke", true)`, "1"},
		{`jsonArrayContains("[\"admin\"]", "admin")`, "1"},
		{`jsonArrayContains("[\"Admin\"]", "admin")`, "0"},
		{`jsonArrayContains("[]", "admin")`, "0"},
		{`jsonArrayContains("{}", "admin")`, "0"},
		{`jsonArrayContains("[", "admin")`, "0"},
		{"toupper(map)", absent},
		{"isempty(nope)", "1"},
		{`isblank(" \t")`, "0"}, // a backslash stands for itself
		{`formatDate(@timestamp, "%Y-%m-%d", "UTC")`, "2022-01-14"},
		{`parseDate("2022-01-14", "yyyy-MM-dd", "UTC")`, "1642118400000"},
		{"now() * 1000 - 7200000", "1642188000000"},
	})
}

func TestFunctions(t *testing.T) {
	t.Parallel()
	names := 0
	seen := map[string]bool{}
	for _, f := range expr.Functions() {
		names += 1 + len(f.Aliases)
		if f.Summary == "" || f.Group == "" || seen[f.Name] {
			t.Errorf("%s: summary %q, group %q, seen %v", f.Name, f.Summary, f.Group, seen[f.Name])
		}
		seen[f.Name] = true
		if got, ok := expr.Lookup(f.Name); !ok || got != f {
			t.Errorf("Lookup(%q) = %v, %v", f.Name, got, ok)
		}
	}
	if functions := len(expr.Functions()); functions < 90 || names < 95 {
		t.Errorf("%d functions with %d names, want 90 and 95", functions, names)
	}
}
