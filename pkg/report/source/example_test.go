package source_test

import (
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/report/source"
)

func ExampleLoadFiles() {
	values, err := source.LoadValues("../../../examples/bot-usage/values.yaml")
	if err != nil {
		fmt.Println(err)
	}
	reports, _, err := source.LoadFiles([]string{"../../../examples/bot-usage/bot-usage.yaml"}, values, source.Options{})
	for _, r := range reports {
		fmt.Println(r.Name, r.Window.Length, len(r.Queries), "queries")
	}
	fmt.Println(err)
	// Output:
	// bot-usage 24h 3 queries
	// <nil>
}

// All mistakes of a file are reported at once.
func ExampleLoadFiles_problems() {
	_, _, err := source.LoadFiles([]string{"testdata/mistakes.yaml"}, source.DefaultValues(), source.Options{})
	problems, _ := errors.AsType[source.Problems](err)
	for _, problem := range problems {
		fmt.Print(problem.Format())
	}
	// Output:
	// testdata/mistakes.yaml:2:1: unknown key `titel` in report file (did you mean `title`?)
	// testdata/mistakes.yaml:3:9: invalid window "fortnight": want a length of time such as 24h, or day, week or month
	//   window: fortnight
	//           ^
}
