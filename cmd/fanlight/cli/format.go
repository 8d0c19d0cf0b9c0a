package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// formatFlag are the forms that a command can write, the default first.
type formatFlag []string

// add gives the command its flag -o and returns where the choice will be.
func (f formatFlag) add(cmd *cobra.Command) *string {
	choice := &formatChoice{chosen: f[0], allowed: f}
	cmd.Flags().VarP(choice, "output", "o", "form of the output: "+strings.Join(f, ", "))
	return &choice.chosen
}

// formatChoice is a pflag.Value that refuses what is not allowed.
type formatChoice struct {
	chosen  string
	allowed []string
}

func (c *formatChoice) String() string { return c.chosen }
func (c *formatChoice) Type() string   { return "form" }

func (c *formatChoice) Set(s string) error {
	if !slices.Contains(c.allowed, s) {
		return fmt.Errorf("want one of %s", strings.Join(c.allowed, ", "))
	}
	c.chosen = s
	return nil
}

// writeJSON writes a value, indented and safe to show.
func writeJSON(w io.Writer, v any) error {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("encode as JSON: %w", err)
	}
	_, err := io.WriteString(w, escapeHidden(b.String()))
	return err
}
