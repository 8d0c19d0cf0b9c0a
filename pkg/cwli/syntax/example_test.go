package syntax_test

import (
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func ExampleParse() {
	q, err := syntax.Parse("filter level = 'error' and ms > 100 | stats count(*) as errors by path")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, command := range q.Commands {
		switch c := command.(type) {
		case *syntax.Filter:
			fmt.Println("condition:", c.Condition)
		case *syntax.Stats:
			fmt.Println("keys:", c.By[0].Name())
		}
	}
	fmt.Println(q.OutputColumns())
	// Output:
	// condition: level = "error" and ms > 100
	// keys: path
	// [path errors] true
}

func ExampleParse_error() {
	const query = "filter level = 'error'\n| sort @timestamp\n| limit ten"
	_, err := syntax.Parse(query)
	if mistake, ok := errors.AsType[*expr.Error](err); ok {
		fmt.Println("bytes", mistake.Offset, "to", mistake.End)
		fmt.Print(expr.Format(mistake, query))
	}
	// Output:
	// bytes 49 to 52
	// 3:9: invalid `ten`: want a number after `limit`
	//   | limit ten
	//           ^^^
}

func ExampleQuery_String() {
	q, err := syntax.Parse("SOURCE lg start=-1d # yesterday\n| PARSE 'user=*' AS user\n| head 5")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(q)
	// Output:
	// SOURCE "lg" start=-1d | parse "user=*" as user | limit 5
}
