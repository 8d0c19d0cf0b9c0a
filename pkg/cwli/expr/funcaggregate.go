package expr

// aggregateFunctions are computed by stats over the rows of a group.
var aggregateFunctions = []*Function{
	{Name: "count", Params: params("field?"), Star: true, Result: GivesAggregate, Summary: "the number of rows, or of those that have a value for the field"},
	{Name: "sum", Params: params("number"), Result: GivesAggregate, Summary: "the sum of the numbers"},
	{Name: "avg", Params: params("number"), Result: GivesAggregate, Summary: "the average of the numbers"},
	{Name: "min", Params: params("field"), Result: GivesAggregate, Summary: "the first value in the order of sort"},
	{Name: "max", Params: params("field"), Result: GivesAggregate, Summary: "the last value in the order of sort"},
}
