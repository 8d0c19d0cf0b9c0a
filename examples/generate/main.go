// Generate writes the log samples of the examples, the same bytes each time: all of them,
// or those named. Run it in the repository's root. Every name, address and figure in them
// is invented.
//
//	go run ./examples/generate [EXAMPLE …]
//
// examples/bot-usage has a program of its own.
package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/examples/internal/sample"
)

// samples are the logs of each example, by their path in its folder logs.
var samples = map[string]func() sample.Files{
	"checkout": checkout, "cost": cost, "lambda-errors": lambdaErrors, "vpc-rejects": vpcRejects, "waf": webRequests,
}

func main() {
	names := os.Args[1:]
	if len(names) == 0 {
		names = slices.Sorted(maps.Keys(samples))
	}
	for _, name := range names {
		if err := write("examples", name); err != nil {
			fmt.Fprintln(os.Stderr, "generate:", err)
			os.Exit(1)
		}
	}
}

func write(examples, name string) error {
	logs, known := samples[name]
	if !known {
		return fmt.Errorf("invalid example %q: want one of %s", name, strings.Join(slices.Sorted(maps.Keys(samples)), ", "))
	}
	return logs().Write(filepath.Join(examples, name, "logs"))
}
