package probe

import (
	"fmt"
	"strings"
)

// The most values of which percentiles and distinct counts are exact.
const (
	exactPercentiles = 100
	exactDistinct    = 4096
)

// estimates are choices about what is estimated.
func estimates() []Choice {
	const spread = `filter strlen(@message) %s 1000 | fields jsonParse(@message) as l | unnest l into v | stats %s as x`
	return []Choice{{
		Name: "estimates", Question: "when percentiles and distinct counts are estimated", Choice: "from 101 and 4,097 different values on",
		Events: []string{listed(exactPercentiles), listed(exactDistinct)},
		Queries: []Query{
			{Text: fmt.Sprintf(spread, "<", "pct(v, 50)"), Chosen: `{"x": "50"}`, Others: []Other{{`{"x": "50.5"}`, "between the two in the middle"}}},
			{Text: fmt.Sprintf(spread, ">", "count_distinct(v)"), Chosen: `{"x": "4096"}`},
		},
	}}
}

// listed returns a message with the numbers from 1 to n.
func listed(n int) string {
	numbers := make([]string, n)
	for i := range numbers {
		numbers[i] = fmt.Sprint(i + 1)
	}
	return "[" + strings.Join(numbers, ",") + "]"
}
