package syntax_test

import (
	"errors"
	"fmt"

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
	_, err := syntax.Parse("filter level = true")
	if mistake, ok := errors.AsType[*syntax.Error](err); ok {
		fmt.Println("bytes", mistake.Offset, "to", mistake.End)
		fmt.Println(mistake.Message)
		fmt.Println(mistake.Hint)
	}
	// Output:
	// bytes 15 to 19
	// invalid value `true`: want a number or a string
	// compare with 1, which JSON's true counts as, or write a field of that name in `backticks`
}

func ExampleFormat() {
	const query = "filter level = 'error'\n| sort @timestamp\n| limit ten"
	_, err := syntax.Parse(query)
	if mistake, ok := errors.AsType[*syntax.Error](err); ok {
		fmt.Print(syntax.Format(mistake, query))
	}
	// Output:
	// 3:9: invalid `ten`: want a number after `limit`
	//   | limit ten
	//           ^^^
}

func ExampleWalk() {
	q, err := syntax.Parse("filter status >= 500 and path like /api/")
	if err != nil {
		fmt.Println(err)
		return
	}
	syntax.Walk(q.Commands[0].(*syntax.Filter).Condition, func(x syntax.Expr) bool {
		if field, ok := x.(*syntax.Field); ok {
			fmt.Println(field.Name)
		}
		return true
	})
	// Output:
	// status
	// path
}
