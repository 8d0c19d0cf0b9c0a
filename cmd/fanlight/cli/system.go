package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"golang.org/x/term"
)

// System is the program's surroundings. OS returns those of the process; tests
// make their own.
type System struct {
	In       io.Reader
	Out, Err io.Writer
	Getenv   func(string) string
	Now      func() time.Time
	Width    func(io.Writer) int // columns of the terminal that a stream writes to; 0: not a terminal
	AWS      func(context.Context, Account) (aws.Config, error)
}

// OS returns the surroundings of this process.
func OS() System {
	return System{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Now: time.Now, Width: terminalWidth, AWS: loadAWS}
}

// Account says which AWS account, Region and endpoint are meant; what is empty
// comes from the environment, then from the user's AWS configuration.
type Account struct{ Profile, Region, Endpoint string }

func loadAWS(ctx context.Context, a Account) (aws.Config, error) {
	var options []func(*config.LoadOptions) error
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

// color reports whether a stream is a terminal on which colours are wanted
// (no-color.org).
func (s *System) color(w io.Writer) bool {
	return s.Width(w) > 0 && s.Getenv("NO_COLOR") == ""
}
