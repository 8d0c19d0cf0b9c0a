package jsonscan_test

import (
	"fmt"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
)

func ExampleProjection_Find() {
	p := jsonscan.New([]string{"user.name", "items.1.id", "missing"})
	found := make([]jsonscan.Value, 3)
	p.Find(`{"user":{"name":"J\u00fcrgen"},"items":[{"id":7},{"id":8}]}`, found)
	fmt.Println(string(jsonscan.Unescape(nil, found[0].Text)))
	fmt.Println(found[1].Text, found[1].Kind == jsonscan.Number)
	fmt.Println(found[2].Kind == jsonscan.None)
	// Output:
	// Jürgen
	// 8 true
	// true
}

func ExampleFragment() {
	fmt.Println(jsonscan.Fragment(`2026-01-01 INFO sent {"id":7} in 5 ms`))
	// Output: {"id":7}
}
