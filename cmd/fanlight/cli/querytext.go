package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// queryText finds the text of a query: the argument, standard input or a file, with
// values for its {{parameters}}.
type queryText struct {
	file   string
	params []string
}

func (t *queryText) addTo(cmd *cobra.Command) {
	cmd.Flags().StringVar(&t.file, "file", "", "`FILE` to read the query from")
	cmd.Flags().StringArrayVar(&t.params, "param", nil, "value of {{NAME}} in the query, as `NAME=VALUE` (may be repeated)")
}

// stdArgument stands for standard input where a command takes a file or a query, and for
// standard output where it writes a file.
const stdArgument = "-"

// maxQueryFile bounds what is read as a query: far more than a query may have, so that
// the error names the query's own bound.
const maxQueryFile = 1 << 20

// read returns the query with its parameters replaced. If one has no value, it returns
// the query as it is, and the mistake in it.
func (t *queryText) read(s *System, args []string) (string, error) {
	text, err := t.source(s, args)
	if err != nil || len(t.params) == 0 {
		return text, err
	}
	values := map[string]string{}
	for _, param := range t.params {
		name, value, ok := strings.Cut(param, "=")
		if _, twice := values[name]; !ok || name == "" || twice {
			return "", invalid("--param", param, "NAME=VALUE, each name once")
		}
		values[name] = value
	}
	replaced, err := syntax.WithParameters(text, values)
	if wrong, ok := errors.AsType[*expr.Error](err); ok && !wrong.Unsupported {
		return "", usageErrorf("%v", err)
	}
	if err != nil {
		return text, err
	}
	return replaced, nil
}

func (t *queryText) source(s *System, args []string) (string, error) {
	switch {
	case t.file == stdArgument, t.file == "" && args[0] == stdArgument:
		return readQuery(s.In, "standard input")
	case t.file == "":
		return args[0], nil
	}
	f, err := os.Open(t.file)
	if err != nil {
		return "", fmt.Errorf("read the query of --file: %w", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	return readQuery(f, t.file)
}

func readQuery(in io.Reader, name string) (string, error) {
	content, err := io.ReadAll(io.LimitReader(in, maxQueryFile))
	if err != nil {
		return "", fmt.Errorf("read the query: %w", err)
	}
	text := strings.TrimPrefix(string(content), "\ufeff")
	if strings.TrimSpace(text) == "" {
		return "", fmt.Errorf("read the query: %s is empty", name)
	}
	return text, nil
}

// fromStdin reports whether the query is read from standard input.
func (t *queryText) fromStdin(args []string) bool {
	return t.file == stdArgument || len(args) > 0 && args[0] == stdArgument
}

// origin returns the file of the query with a colon, and nothing for a query of the
// command line.
func (t *queryText) origin() string {
	if t.file == "" {
		return ""
	}
	return t.file + ":"
}
