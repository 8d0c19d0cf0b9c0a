package expr

import (
	"math"
)

// aggregateFunctions are computed by stats over the rows of a group, and those over
// time with bin among the keys
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html and
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-timeseries-functions.html).
// percentile, median, count_distinct, count_over_time and sum_over_time are in queries
// that AWS or users published, not on these pages.
func aggregateFunctions() []*Function {
	return []*Function{
		{Name: "count", Params: params("field?"), Star: true, Result: GivesAggregate,
			Summary: "the number of rows, or of those that have a value for the field"},
		{Name: "countDistinct", Aliases: []string{"count_distinct"}, Params: params("field"), Result: GivesAggregate,
			Summary: "the number of different values: exact up to 4,096 of them, then estimated with a standard error of 0.8 %"},
		{Name: "sum", Params: params("number"), Result: GivesAggregate,
			Summary: "the sum of the numbers"},
		{Name: "avg", Params: params("number"), Result: GivesAggregate,
			Summary: "the average of the numbers"},
		{Name: "min", Params: params("field"), Result: GivesAggregate,
			Summary: "the smallest value"},
		{Name: "max", Params: params("field"), Result: GivesAggregate,
			Summary: "the largest value"},
		{Name: "pct", Aliases: []string{"percentile"}, Params: params("number, percent"), Result: GivesAggregate, check: checkPercent,
			Summary: "the percentile of the numbers: that percentage of them is not above it; exact for up to 100 different numbers, then estimated, at most 1 % too low over 14 powers of ten"},
		{Name: "median", Params: params("number"), Result: GivesAggregate,
			Summary: "the 50th percentile of the numbers"},
		{Name: "stddev", Params: params("number"), Result: GivesAggregate,
			Summary: "the standard deviation of the numbers, as of a whole population"},
		{Name: "variance", Params: params("number"), Result: GivesAggregate,
			Summary: "the variance of the numbers, as of a whole population"},
		{Name: "values", Aliases: []string{"COLLECT_VALUES"}, Params: params("field"), Structure: true, Result: GivesAggregate,
			Summary: "the list of the different values"},
		{Name: "topk", Params: params("k, field"), Structure: true, Result: GivesAggregate, check: checkTop,
			Summary: "the k most frequent values; the only column of a stats without by"},
		{Name: "earliest", Params: params("field"), Result: GivesAggregate,
			Summary: "the value of the earliest event; absent if that has none"},
		{Name: "latest", Params: params("field"), Result: GivesAggregate,
			Summary: "the value of the latest event; absent if that has none"},
		{Name: "sortsFirst", Params: params("field"), Result: GivesAggregate,
			Summary: "the value that is first in the order of sort"},
		{Name: "sortsLast", Params: params("field"), Result: GivesAggregate,
			Summary: "the value that is last in the order of sort"},
		{Name: "rate", Params: params("number, period"), Result: GivesAggregate,
			Summary: "how much the number changes in a period: from the earliest event to the latest, divided by the periods between them"},
		{Name: "countOverTime", Aliases: []string{"count_over_time"}, Params: params("field?"), Star: true, Result: GivesAggregate,
			Summary: "the number of rows in each bin"},
		{Name: "sumOverTime", Aliases: []string{"sum_over_time"}, Params: params("number"), Result: GivesAggregate,
			Summary: "the sum of the numbers in each bin"},
		{Name: "histogram", Params: params("number, buckets"), Result: GivesAggregate, check: checkBuckets, make: histogram,
			Summary: "in stats, how many numbers lie in each of that many ranges of one width; in by, the start of the range of that width that the number lies in"},
	}
}

func checkPercent(x *Call) *Error {
	if n := x.Args[1].(*Number); n.Value > 100 { // the parser has no negative literals
		return mistake(n, "invalid percentile %s: want 0 to 100", n.Text)
	}
	return nil
}

// maxTop is the largest k of topk.
const maxTop = 10_000

func checkTop(x *Call) *Error {
	if k := x.Args[0].(*Number); k.Value < 1 || k.Value > maxTop || k.Value != math.Trunc(k.Value) {
		return mistake(k, "invalid number %s in `topk`: want 1 to %d", k.Text, maxTop)
	}
	return nil
}

func checkBuckets(x *Call) *Error {
	if n := x.Args[1].(*Number); n.Value == 0 {
		return mistake(n, "invalid number %s in `histogram`: want one above 0", n.Text)
	}
	return nil
}

// histogram makes the evaluator of a key of stats: n is the width of the ranges. So a
// run of such a query showed, while AWS' page has n as their number, of an aggregate.
func histogram(c *Compiler, x *Call) (Evaluator, error) {
	width := x.Args[1].(*Number).Value // as the parser checked
	return ofNumber(func(f float64) float64 { return math.Floor(f/width) * width })(c, &Call{Func: x.Func, Args: []Expr{x.Args[0]}})
}
