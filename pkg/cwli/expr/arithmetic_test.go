package expr_test

import "testing"

func TestOperations(t *testing.T) {
	t.Parallel()
	checkEvaluations(t, []evaluation{
		{"1 + 2 * 3", "7"},
		{"(1 + 2) * 3", "9"},
		{"2 ^ 3 ^ 2", "512"},
		{"-2 ^ 2", "4"},
		{"7 % 4", "3"},
		{"-7 % 4", "-3"},
		{"1 / 3", "0.3333"},
		{"1 / 0", absent},
		{"0 / 0", absent},
		{"1e308 * 10", absent},
		{"n + nope", absent},
		{"n + s", absent},
		{"n + map", absent},
		{"-nope", absent},
		{"-s", absent},
		{"-n", "-12.5"},
		{"n + '1'", "13.5"},
		{"@timestamp + 1", "1642195111001"},
	})
}
