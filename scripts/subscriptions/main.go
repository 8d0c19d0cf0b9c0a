// Subscriptions says after a deployment which addresses have not confirmed that they want the
// mail of the stack's topics, by the output of Terraform.
//
//	terraform output -json >output.json && go run ./scripts/subscriptions output.json
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "subscriptions:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) != 1 {
		return fmt.Errorf("invalid arguments %q: want one file that terraform output -json wrote", args)
	}
	text, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	s, err := parse(text)
	if err != nil {
		return fmt.Errorf("read %s: %w", args[0], err)
	}
	return s.print(out)
}

// stack is the output of the same name of an environment.
type stack struct {
	Name          string   `json:"stack"`
	Region        string   `json:"region"`
	ArchiveBucket string   `json:"archive_bucket"`
	Unconfirmed   []string `json:"unconfirmed"`
}

func parse(text []byte) (stack, error) {
	var output struct {
		Stack struct{ Value *stack } `json:"stack"`
	}
	if err := json.Unmarshal(text, &output); err != nil {
		return stack{}, err
	}
	if output.Stack.Value == nil {
		return stack{}, fmt.Errorf("there is no output stack")
	}
	return *output.Stack.Value, nil
}

func (s stack) print(out io.Writer) error {
	lines := []string{fmt.Sprintf("%d subscriptions wait for their confirmation", len(s.Unconfirmed))}
	if n := len(s.Unconfirmed); n > 0 {
		if n == 1 {
			lines[0] = "1 subscription waits for its confirmation"
		}
		slices.Sort(s.Unconfirmed)
		lines[0] += ": " + strings.Join(s.Unconfirmed, ", ")
		lines = append(lines, `No mail goes there until the link in "AWS Notification - Subscription Confirmation" is followed.`)
	}
	lines = append(lines,
		fmt.Sprintf("Stack %s is in %s; its archive is s3://%s.", s.Name, s.Region, s.ArchiveBucket),
		fmt.Sprintf("A first edition now: fanlight start REPORT --stack %s", s.Name))
	_, err := fmt.Fprintln(out, strings.Join(lines, "\n"))
	return err
}
