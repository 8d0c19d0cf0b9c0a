package expr_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

func TestCompiler_Value(t *testing.T) {
	t.Parallel()
	checkEvaluations(t, []evaluation{
		{"n", "12.5"},
		{"nope", absent},
		{"unknown", absent},
		{"size", "1.28E8"},
		{"size / 1000", "128000"},
		{"third", "0.3333"},
		{"id", "9007199254740993"},
		{"9007199254740993", "9007199254740993"},
		{"-9007199254740993", "-9007199254740993"},
		{"--9007199254740993", "9007199254740993"},
		{"0.1234567890123456", "0.1235"},
		{"1e3", "1000"},
		{"'a'", "a"},
		{"n > 12", "1"},
		{"not n > 12", "0"},
		{"s like /x t|e t/", "1"},
		{"@timestamp", "2022-01-14 21:18:31.000"},
	})
}

// What a compiler refuses: a call without a computation, and a context that the rows
// have not.
func TestCompiler_Value_refused(t *testing.T) {
	t.Parallel()
	for text, unsupported := range map[string]bool{
		"1 + count(*)": true, "now()": true, "queryTimeRange()": true, "a like /(?=b)/": true, "regexReplace(a, '(?=b)', 'c')": true, "a = 5m": false,
	} {
		c := expr.Compiler{Slot: newRow(nil).Slot}
		x := parse(t, text)
		_, err := c.Value(x)
		e, ok := errors.AsType[*expr.Error](err)
		if !ok || e.Unsupported != unsupported || e.End > len(text) || e.Message == "" {
			t.Errorf("%s: %v, want an *expr.Error that is unsupported: %v", text, err, unsupported)
		}
	}
}

// The value of a call may be one that the rows have, as after stats.
func TestCompiler_Call(t *testing.T) {
	t.Parallel()
	r := newRow(map[string]value.Value{"count(*)": value.OfNumber(7)})
	c := expr.Compiler{Slot: r.Slot, Call: func(x *expr.Call) (int, bool) { return r.Slot(x.String()) }}
	f, err := c.Value(parse(t, "count(*) * 2"))
	if err != nil {
		t.Fatal(err)
	}
	if got := f(r).String(); got != "14" {
		t.Errorf("count(*) * 2 = %s, want 14", got)
	}
}

// Evaluators keep nothing from row to row.
func TestEvaluator_concurrent(t *testing.T) {
	t.Parallel()
	c := expr.Compiler{Slot: func(string) (int, bool) { return 0, true }}
	var all []expr.Evaluator
	for _, text := range []string{
		"concat(a, '-', a)", "regexReplace(a, '(\\d)', '<$1>')", "parseDate(concat('202', a), 'yyyy')", "formatDate(a, '%s %L')", "jsonParse(concat('[', a, ']'))[0]",
		"parseDate(concat('2022-', a), 'yyyy-M[-dd]')", "case(a = 3, 'three', a = 4, 'four', a)", "isIpInSubnet(concat('10.0.0.', a), '10.0.0.0/30')",
	} {
		f, err := c.Value(parse(t, text))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, f)
	}
	results := func(digit int) (s string) {
		r := &row{values: []value.Value{value.OfText(fmt.Sprint(digit))}}
		for _, f := range all {
			s += shown(f(r)) + " "
		}
		return s
	}
	var want [9]string
	for i := range want {
		want[i] = results(i + 1)
	}
	var wait sync.WaitGroup
	for i := range want {
		wait.Go(func() {
			for range 100 {
				if got := results(i + 1); got != want[i] {
					t.Errorf("for %d: %s, alone %s", i+1, got, want[i])
				}
			}
		})
	}
	wait.Wait()
}
