// Values prints the values of an environment as reports get them: those of its values file,
// checked, with the names that the module makes of them.
//
//	go run ./scripts/values terraform/environments/dev
package main

import (
	"fmt"
	"io"
	"os"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) != 1 {
		return fmt.Errorf("invalid arguments %q: want the folder of an environment, such as terraform/environments/dev", args)
	}
	values, err := load(args[0])
	if err != nil {
		return err
	}
	return write(out, values)
}
