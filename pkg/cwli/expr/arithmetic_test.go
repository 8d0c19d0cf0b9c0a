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
	})
}

// A time and a number of milliseconds give a time, any other operation of times a number.
func TestBinary_GivesTime(t *testing.T) {
	t.Parallel()
	checkEvaluations(t, []evaluation{
		{"@timestamp + 1", "2022-01-14 21:18:31.001"},
		{"1 + @timestamp", "2022-01-14 21:18:31.001"},
		{"@timestamp - 1000", "2022-01-14 21:18:30.000"},
		{"datefloor(@timestamp - 60000, 1h) + 60000", "2022-01-14 21:01:00.000"},
		{"@timestamp + 0.75", "2022-01-14 21:18:31.000"},
		{"@timestamp - 1e300", absent},
		{"@timestamp + nope", absent},
		{"@timestamp - @timestamp", "0"},
		{"@timestamp - fromMillis(1642195110000)", "1000"},
		{"1642195112000 - @timestamp", "1000"},
		{"@timestamp / 1000", "1642195111"},
		{"toMillis(@timestamp) + 1", "1642195111001"},
	})
}
