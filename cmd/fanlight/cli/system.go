package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/smithy-go/logging"
	"golang.org/x/term"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// System is the program's surroundings. OS returns those of the process; tests
// make their own.
type System struct {
	In       io.Reader
	Out, Err io.Writer
	Getenv   func(string) string
	Now      func() time.Time
	Width    func(io.Writer) int // columns of the terminal that a stream writes to; 0: not a terminal
	Height   func(io.Writer) int // its lines; nil or 0: not known
	AWS      func(context.Context, Account) (aws.Config, error)

	Calls func(wire.Entry) // is called with each call that a run over log files makes; nil: nobody counts them

	Interactive bool // a question can be asked: stdin and stderr are terminals
}

// OS returns the surroundings of this process.
func OS() System {
	return System{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Now: time.Now,
		Width: terminalWidth, Height: terminalHeight, AWS: loadAWS,
		Interactive: term.IsTerminal(int(os.Stdin.Fd())) && terminalWidth(os.Stderr) > 0,
	}
}

// terminalVariable makes stdout a terminal of so many columns, and lines if they are
// given, as in 80 or 80x24: for tests. Then nothing is asked.
const terminalVariable = "FANLIGHT_TTY"

// pretendTerminal sets what terminalVariable says.
func pretendTerminal(s *System) error {
	value := s.Getenv(terminalVariable)
	if value == "" {
		return nil
	}
	columns, lines, tall := strings.Cut(value, "x")
	width, err := strconv.Atoi(columns)
	height := 0
	if tall && err == nil {
		height, err = strconv.Atoi(lines)
	}
	if err != nil || width < 1 || height < 0 {
		return invalid(terminalVariable, value, "a number of columns, such as 80 or 80x24")
	}
	out, widthOf := s.Out, s.Width
	s.Interactive = false
	s.Height = func(io.Writer) int { return height }
	s.Width = func(w io.Writer) int {
		if w == out {
			return width
		}
		return widthOf(w)
	}
	return nil
}

// Account says which AWS account, Region and endpoint are meant; what is empty
// comes from the environment, then from the user's AWS configuration.
type Account struct{ Profile, Region, Endpoint string }

func loadAWS(ctx context.Context, a Account) (aws.Config, error) {
	// The SDK would write warnings to stderr, such as of a request that ended with the wait for it.
	options := []func(*config.LoadOptions) error{config.WithLogger(logging.Nop{})}
	if a.Profile != "" {
		options = append(options, config.WithSharedConfigProfile(a.Profile))
	}
	if a.Region != "" {
		options = append(options, config.WithRegion(a.Region))
	}
	if a.Endpoint != "" {
		options = append(options, config.WithBaseEndpoint(a.Endpoint))
	}
	cfg, err := config.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return cfg, fmt.Errorf("load the AWS configuration: %w", err)
	}
	return cfg, nil
}

func terminalWidth(w io.Writer) int {
	width, _ := terminalSize(w)
	return width
}

func terminalHeight(w io.Writer) int {
	_, height := terminalSize(w)
	return height
}

func terminalSize(w io.Writer) (width, height int) {
	file, ok := w.(*os.File)
	if !ok || os.Getenv("TERM") == "dumb" {
		return 0, 0
	}
	width, height, err := term.GetSize(int(file.Fd()))
	if err != nil {
		return 0, 0
	}
	return width, height
}

// height returns the lines of the terminal that is stdout, 0 if it is none.
func (s *System) height() int {
	out := s.Out
	if watched, ok := out.(*stdout); ok {
		out = watched.w
	}
	if s.Height == nil || s.Width(s.Out) == 0 {
		return 0
	}
	return s.Height(out)
}

// color reports whether a stream is a terminal on which colours are wanted
// (no-color.org).
func (s *System) color(w io.Writer) bool {
	return s.Width(w) > 0 && s.Getenv("NO_COLOR") == ""
}
