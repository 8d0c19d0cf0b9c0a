package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/fanlight/fanlight/pkg/suggest"
)

// The exit statuses besides 0.
const (
	statusFailed      = 1
	statusMisused     = 2
	statusInterrupted = 130 // 128 + SIGINT, as shells have it
)

// errTold is the error of a command that has told on stderr what is wrong.
var errTold = errors.New("failed")

// errStopped is the end of a command that runs until it is interrupted.
var errStopped = errors.New("stopped as it was told to")

// usageError is a mistake in the command line.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func misused(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

// status tells an error and returns the exit status.
func (s *System) status(ctx context.Context, cmd *cobra.Command, err error) int {
	var usage *usageError
	switch {
	case err == nil && ctx.Err() == nil, errors.Is(err, errStopped):
		return 0
	case ctx.Err() != nil:
		fmt.Fprintln(s.Err, "fanlight: interrupted")
		return statusInterrupted
	case errors.As(err, &usage):
		fmt.Fprintf(s.Err, "fanlight: %v\nUsage: %s\n", err, cmd.UseLine())
		return statusMisused
	}
	if err := untold(err); err != nil {
		fmt.Fprintf(s.Err, "fanlight: %v\n", err)
	}
	return statusFailed
}

// untold returns what the command has not told itself of why it failed.
func untold(err error) error {
	if !errors.Is(err, errTold) {
		return err
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return nil
	}
	var left []error
	for _, e := range joined.Unwrap() {
		left = append(left, untold(e))
	}
	return errors.Join(left...)
}

// flagError names the flag that may be meant by an unknown one.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		if near := nearFlag(cmd, unknown.GetSpecifiedName()); near != "" {
			return misused("%v: did you mean --%s?", err, near)
		}
	}
	return misused("%v", err)
}

// noEmptyFlag refuses a flag that was given nothing: an unset variable of a
// script must not become a default.
func noEmptyFlag(cmd *cobra.Command) (err error) {
	cmd.Flags().Visit(func(f *pflag.Flag) {
		empty := f.Value.String() == ""
		if list, ok := f.Value.(pflag.SliceValue); ok {
			values := list.GetSlice()
			empty = len(values) == 0 || slices.Contains(values, "")
		}
		if empty && err == nil {
			err = misused("--%s is empty", f.Name)
		}
	})
	return err
}

// nearness is how many letters of a word may be wrong for another to be meant.
const nearness = 2

// nearFlag returns the command's flag whose name is nearest, or nothing.
func nearFlag(cmd *cobra.Command, name string) string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return suggest.Nearest(name, names)
}

// arguments checks the number of positional arguments and names those that are
// missing.
func arguments(least, most int, names string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return misused("%s is missing", names)
		case most >= 0 && len(args) > most:
			return misused("unexpected argument %q", args[most])
		}
		return nil
	}
}
