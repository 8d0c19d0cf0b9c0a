package cwli_test

import (
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func ExampleQuery_Execution() {
	q, err := cwli.Compile("filter is_group = 1 | stats count(*) as calls by command | sort calls desc")
	if err != nil {
		fmt.Println(err)
		return
	}
	x := q.Execution(cwli.Options{})
	for _, message := range []string{
		`{"is_group": true, "command": "/help"}`,
		`{"is_group": 1, "command": "/start"}`,
		`{"is_group": 1, "command": "/help"}`,
		`{"is_group": 0, "command": "/help"}`,
	} {
		if err := x.Add(&cwli.Event{Timestamp: 1767225600000, Message: []byte(message)}); err != nil {
			fmt.Println(err)
		}
	}
	result := x.Result()
	for _, row := range result.Rows {
		fmt.Println(row)
	}
	fmt.Println(result.Statistics.RecordsMatched, "of", result.Statistics.RecordsScanned)
	// Output:
	// [{command /help} {calls 2}]
	// [{command /start} {calls 1}]
	// 3 of 4
}

func ExampleCompile_error() {
	const query = "filter level = \"error\"\n| stats cuont(*)"
	_, err := cwli.Compile(query)
	if wrong, ok := errors.AsType[*syntax.Error](err); ok {
		fmt.Print(syntax.Format(wrong, query))
	}
	// Output:
	// 2:9: unknown function `cuont`
	//   | stats cuont(*)
	//           ^^^^^
	// did you mean `count`?
}
