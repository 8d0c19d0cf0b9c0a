package pattern_test

import (
	"fmt"

	"github.com/fanlight/fanlight/pkg/cwli/pattern"
)

func ExampleMiner() {
	m := pattern.New(10 << 20)
	for _, text := range []string{
		"2023-01-01 19:00:01 [INFO] user ann logged in after 327 ms",
		"2023-01-01 19:00:02 [INFO] user bob logged in after 12 ms",
		"2023-01-01 19:00:02 [ERROR] cannot reach 10.0.0.1",
		"2023-01-01 19:00:03 [INFO] user cem logged in after 5 ms",
	} {
		if err := m.Add(text); err != nil {
			fmt.Println(err)
		}
	}
	for _, p := range m.Patterns() {
		fmt.Println(p.Count, p.Severity(), p.Text)
	}
	// Output:
	// 3 INFO <Time-1> [INFO] user <Token-2> logged in after <Time-3> ms
	// 1 ERROR <Time-1> [ERROR] cannot reach <IP-2>
}
