package cwli_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

func Example() {
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
			return
		}
	}
	result, err := x.Result(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range result.Rows {
		fmt.Println(row)
	}
	fmt.Println(result.Statistics.RecordsMatched, "of", result.Statistics.RecordsScanned)
	// Output:
	// [{command /help} {calls 2}]
	// [{command /start} {calls 1}]
	// 3 of 4
}

// A window selects events by their time: its start counts, its end does not.
func ExampleQuery_Execution() {
	q, err := cwli.Compile("fields @timestamp, @message | sort @timestamp")
	if err != nil {
		fmt.Println(err)
		return
	}
	noon := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	x := q.Execution(cwli.Options{
		Limit:  10,
		Window: cwli.Window{Start: noon.UnixMilli(), End: noon.Add(time.Hour).UnixMilli()},
	})
	for minute := -30; minute <= 60; minute += 30 {
		at := noon.Add(time.Duration(minute) * time.Minute)
		message := fmt.Appendf(nil, "%d minutes after noon", minute)
		if err := x.Add(&cwli.Event{Timestamp: at.UnixMilli(), Message: message, Ptr: "pointer"}); err != nil {
			fmt.Println(err)
			return
		}
	}
	result, err := x.Result(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range result.Rows {
		fmt.Println(row)
	}
	// Output:
	// [{@timestamp 2026-01-01 12:00:00.000} {@message 0 minutes after noon} {@ptr pointer}]
	// [{@timestamp 2026-01-01 12:30:00.000} {@message 30 minutes after noon} {@ptr pointer}]
}

func ExampleCompile_error() {
	const query = "filter level = \"error\"\n| stats cuont(*)"
	_, err := cwli.Compile(query)
	if mistake, ok := errors.AsType[*expr.Error](err); ok {
		fmt.Print(expr.Format(mistake, query))
	}
	// Output:
	// 2:9: unknown function `cuont`
	//   | stats cuont(*)
	//           ^^^^^
	// did you mean `count`?
}
