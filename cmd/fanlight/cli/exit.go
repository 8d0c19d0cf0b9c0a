package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/text"
)

// The exit statuses other than 0. README.md has the table.
const (
	statusFailed      = 1
	statusUsage       = 2
	statusInterrupted = 130 // 128 + SIGINT, as in shells
	statusTerminated  = 143 // 128 + SIGTERM
)

// errReported is the error of a command that has printed on stderr what is
// wrong.
var errReported = errors.New("failed")

// Stopped is the cause of the end of a context that a signal ends.
type Stopped struct{ Signal os.Signal }

// Error implements error: interrupted, or terminated.
func (s Stopped) Error() string {
	if s.Signal == syscall.SIGTERM {
		return "terminated"
	}
	return "interrupted"
}

// Status returns the exit status of a program that the signal ended.
func (s Stopped) Status() int {
	if s.Signal == syscall.SIGTERM {
		return statusTerminated
	}
	return statusInterrupted
}

// stoppedBy returns why a context has ended. One that no signal ended counts as
// interrupted.
func stoppedBy(ctx context.Context) Stopped {
	stopped, _ := errors.AsType[Stopped](context.Cause(ctx))
	return stopped
}

// exitStatus prints what a command's error says and was not printed yet, and
// returns the exit status.
func (s *System) exitStatus(ctx context.Context, cmd *cobra.Command, err error) int {
	var usage *usageError
	switch {
	case err == nil && ctx.Err() == nil:
		return 0
	case ctx.Err() != nil:
		stopped := stoppedBy(ctx)
		fmt.Fprintf(s.Err, "fanlight: %v%s\n", stopped, formatDropped(err))
		return stopped.Status()
	case errors.As(err, &usage):
		fmt.Fprintf(s.Err, "fanlight: %s\nUsage: %s\n", text.CleanLines(err.Error()), cmd.UseLine())
		return statusUsage
	}
	if err := unreported(err); err != nil {
		fmt.Fprintf(s.Err, "fanlight: %s\n", text.CleanLines(err.Error()))
	}
	return statusFailed
}

// unreported returns err without the parts that the command has printed itself.
func unreported(err error) error {
	if !errors.Is(err, errReported) {
		return err
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return nil
	}
	var left []error
	for _, e := range joined.Unwrap() {
		left = append(left, unreported(e))
	}
	return errors.Join(left...)
}
