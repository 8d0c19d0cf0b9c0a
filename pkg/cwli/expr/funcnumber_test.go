package expr_test

import "testing"

func TestNumericFunctions(t *testing.T) {
	t.Parallel()
	checkEvaluations(t, []evaluation{
		{"abs(0 - 3)", "3"},
		{"abs(minus)", "12.5"},
		{"abs(mid)", "9007199254740993"},
		{"abs('-123456789012345678901234567890')", "123456789012345678901234567890"},
		{"abs(s)", absent},
		{"ceil(1.2)", "2"},
		{"ceil(-1.2)", "-1"},
		{"ceil(-0.5)", "0"},
		{"ceil(id)", "9007199254740993"},
		{"floor(1.8)", "1"},
		{"floor(-1.2)", "-2"},
		{"floor(list)", absent},
		{"sqrt(16)", "4"},
		{"sqrt(-1)", absent},
		{"log(1)", "0"},
		{"log(10)", "2.3026"},
		{"log(0)", absent},
		{"greatest(1, 5, 3)", "5"},
		{"greatest(1)", "1"},
		{"greatest('1.50', 1)", "1.5"},
		{"greatest(id, 9007199254740992)", "9007199254740993"},
		{"greatest(9007199254740992, id)", "9007199254740993"},
		{"greatest(1, nope)", "1"},
		{"greatest(nope, s)", absent},
		{"greatest(s, 1)", "1"},
		{"least(4, 2)", "2"},
		{"least(id, mid)", "-9007199254740993"},
		{"toNumber('12.50')", "12.5"},
		{"toNumber('1e3')", "1000"},
		{"toNumber(id)", "9007199254740993"},
		{"toNumber('x')", absent},
		{"toNumber(' 1')", "1"},
		{"toInt('3.9')", "3"},
		{"toInt('2147483647')", "2147483647"},
		{"toInt('2147483648')", absent},
		{"toInt('-2147483648')", "-2147483648"},
		{"toInt(size)", "128000000"},
		{"toLong('-3.9')", "-3"},
		{"toLong(id)", "9007199254740993"},
		{"toLong(mid)", "-9007199254740993"},
		{"toLong('9223372036854775807')", "9223372036854775807"},
		{"toLong('9223372036854775808')", absent},
		{"toLong('-9223372036854775808')", "-9223372036854775808"},
		{"toLong('1e300')", absent},
		{"toLong('1e3')", "1000"},
		{"toDouble('3.5')", "3.5"},
		{"toDouble(id)", "9007199254740992"},
	})
}

func TestRound(t *testing.T) {
	t.Parallel()
	checkEvaluations(t, []evaluation{
		{"round(2.4)", "2"},
		{"round(2.5)", "3"},
		{"round(-2.5)", "-3"},
		{"round(id)", "9007199254740993"},
		{"round(2.675, 2)", "2.68"},
		{"round(-2.675, 2)", "-2.68"},
		{"round(1.005, 2)", "1.01"},
		{"round(0.375, 2)", "0.38"},
		{"round(0.37499999999999994, 2)", "0.37"},
		{"round(9.995, 2)", "10"},
		{"round(5, 2)", "5"},
		{"round(1234.5678, 0)", "1235"},
		{"round(1250, -2)", "1300"},
		{"round(12.345, 1.9)", "12.3"},
		{"round(12.345, 999)", "12.345"},
		{"round(12.345, -999)", absent}, // the power of ten is infinite
		{"round(n, nope)", absent},
		{"round(s)", absent},
	})
}

// The first distance is that of an exercise on rosettacode.org, for this radius; the
// second is half of the equator.
func TestHaversine(t *testing.T) {
	t.Parallel()
	checkEvaluations(t, []evaluation{
		{"haversine(36.12, -86.67, 33.94, -118.40)", "2886.4444"},
		{"haversine(0, 0, 0, 180)", "20015.0868"},
		{"haversine(50, 8, 50, 8)", "0"},
		{"haversine(50, 8, nope, 8)", absent},
	})
}
