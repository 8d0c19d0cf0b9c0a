package expr_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

func TestCall_IsAggregate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"COUNT(*)": true, "count_distinct(a)": true, "pct(a, 5)": true, "bin(1h)": false, "ispresent(b)": false} {
		if got := parse(t, text).(*expr.Call).IsAggregate(); got != want {
			t.Errorf("%s is an aggregate: %v, want %v", text, got, want)
		}
	}
}

func TestLookup(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"CoAlEsCe": "coalesce", "strftime": "formatDate", "regex_replace": "regexReplace", "PERCENTILE": "pct", "count_distinct": "countDistinct",
		"collect_values": "values", "count_over_time": "countOverTime", "sum_over_time": "sumOverTime", "isprivateip": "isPrivateIP",
	} {
		if f, ok := expr.Lookup(name); !ok || f.Name != want {
			t.Errorf("Lookup(%q) = %v, %v, want %s", name, f, ok, want)
		}
	}
	if f, ok := expr.Lookup("nope"); ok {
		t.Errorf("Lookup(nope) = %v", f)
	}
}

func TestFunction_String(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"substr": "substr(text, start, length?)", "concat": "concat(text, …)", "bin": "bin(time?, period)", "now": "now()",
		"case": "case(condition, value, more?, …)", "count": "count(field?)",
	} {
		if f, _ := expr.Lookup(name); f.String() != want {
			t.Errorf("%s shows as %s, want %s", name, f, want)
		}
	}
}

// arguments are values for parameters, by their names.
var arguments = map[string]string{
	"field": "'12'", "number": "'12'", "text": "'10.0.0.1'", "time": "@timestamp", "period": "1h", "pattern": "'yyyy'", "zone": "'UTC'", "ignoreCase": "false",
	"condition": "1 = 1", "then": "1", "else": "2", "value": "'a'", "more": "'b'", "digits": "1", "start": "0", "length": "2", "part": "'1'", "replacement": "'2'",
	"delimiter": "'.'", "characters": "'1'", "map": "map", "list": "list", "subnet": "'10.0.0.0/8'",
	"latitude1": "1", "longitude1": "2", "latitude2": "3", "longitude2": "4",
}

// patterns are those of functions whose patterns are not Java's.
var patterns = map[string]string{"formatDate": "'%Y'", "regexReplace": "'1'"}

// suited are the texts of functions that only some texts suit.
var suited = map[string]string{"base64decode": "'MTA='", "hexToAscii": "'41'", "hexToDec": "'41'", "jsonParse": "'[]'", "parseDate": "'2022'", "ipv4ToNumber": "'10.0.0.1'"}

// call writes a call with all parameters, where the argument at other, from 0, is that
// field.
func call(f *expr.Function, other int, name string) string {
	args := make([]string, len(f.Params))
	for i, p := range f.Params {
		args[i] = arguments[p.Name]
		switch {
		case i == other:
			args[i] = name
		case p.Name == "pattern" && patterns[f.Name] != "":
			args[i] = patterns[f.Name]
		case f.Name == "isIpv6InSubnet" && p.Name == "subnet":
			args[i] = "'2001:db8::/32'"
		case i == 0 && suited[f.Name] != "":
			args[i] = suited[f.Name]
		}
	}
	if f.Name == "coalesce" {
		args = append(args, "'b'")
	}
	return f.Name + "(" + strings.Join(args, ", ") + ")"
}

// Only functions that say so have a value where an argument is absent; of lists and
// maps only few functions have one.
func TestFunction_Total(t *testing.T) {
	t.Parallel()
	structures := []string{"ispresent", "coalesce", "if", "case", "unmask", "isempty", "isblank", "jsonParse", "jsonStringify", "jsonArraySize", "jsonArrayContains"}
	r := newRow(sample())
	value := func(text string) string { return shown(compile(t, text, r)(r)) }
	for _, f := range expr.Functions() {
		if f.Result == expr.GivesAggregate {
			continue
		}
		if text := call(f, -1, ""); value(text) == absent {
			t.Errorf("%s has no value", text)
		}
		present := 0
		for i, p := range f.Params {
			if p.Type == expr.PeriodParam || p.Type == expr.TextParam || p.Name == "ignoreCase" {
				continue
			}
			text := call(f, i, "nope")
			if value(text) != absent {
				present++
			}
			if !f.Total && value(text) != absent {
				t.Errorf("%s = %s, want no value", text, value(text))
			}
			if text := call(f, i, "map"); !slices.Contains(structures, f.Name) && value(text) != absent {
				t.Errorf("%s = %s, want no value", text, value(text))
			}
		}
		if f.Total && present == 0 && !f.Params[0].Repeated {
			t.Errorf("%s never has a value where an argument is absent", f.Name)
		}
	}
}

// Aggregates are in the table without a computation.
func TestGrouped(t *testing.T) {
	t.Parallel()
	groups := map[expr.Group]int{}
	for _, f := range expr.Functions() {
		groups[f.Group]++
		if f.Result == expr.GivesAggregate != (f.Group == expr.Aggregates) {
			t.Errorf("%s is in the group %s", f.Name, f.Group)
		}
	}
	if diff := fmt.Sprint(len(groups)); diff != "8" {
		t.Errorf("there are %s groups: %v", diff, groups)
	}
}
