package cli

import (
	"context"
	"io"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"golang.org/x/term"
)

// System is what surrounds the program. OS gives the real one; a test gives its
// own.
type System struct {
	In       io.Reader
	Out, Err io.Writer
	Getenv   func(string) string
	Now      func() time.Time
	Width    func(io.Writer) int // columns of the terminal that a stream leads to; 0: to none
	AWS      func(context.Context, Account) (aws.Config, error)
}

// OS returns the surroundings of this process.
func OS() System {
	return System{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Now: time.Now, Width: terminalWidth, AWS: loadAWS}
}

func terminalWidth(w io.Writer) int {
	file, ok := w.(*os.File)
	if !ok || os.Getenv("TERM") == "dumb" {
		return 0
	}
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil {
		return 0
	}
	return width
}

// color reports whether a stream shows colours and wants them (no-color.org).
func (s *System) color(w io.Writer) bool {
	return s.Width(w) > 0 && s.Getenv("NO_COLOR") == ""
}
