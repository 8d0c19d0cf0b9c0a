package cli

import (
	"cmp"
	"errors"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"

	"github.com/spf13/cobra"
)

// The environment variables that name the pager, the first one before the second, and
// the pager without either: it ends at once if all fits, shows colours and leaves the
// text on the screen, as git has it.
const (
	pagerVariable = "FANLIGHT_PAGER"
	defaultPager  = "less -FRX"
)

// addPagerFlag adds the flag of a command whose output is paged on a terminal.
func addPagerFlag(cmd *cobra.Command, off *bool) {
	cmd.Flags().BoolVar(off, "no-pager", false, "do not page a long output on a terminal")
}

// print writes a text to stdout, by a pager if it is longer than the terminal.
func (s *System) print(content string, noPager bool) error {
	if command := s.pager(content); command != "" && !noPager {
		return s.page(command, content)
	}
	_, err := io.WriteString(s.Out, content)
	return err
}

// pager returns the command that pages a text, and nothing if stdout is not a terminal,
// the text fits on it, or the user wants no pager.
func (s *System) pager(content string) string {
	height := s.height()
	if height == 0 || strings.Count(content, "\n") < height {
		return ""
	}
	command := cmp.Or(s.Getenv(pagerVariable), s.Getenv("PAGER"), defaultPager)
	if command == "cat" {
		return ""
	}
	return command
}

// page runs the pager until the user ends it. Ctrl-C is for the pager meanwhile, as in
// git. If the pager cannot be started the text is written as it is.
func (s *System) page(command, content string) error {
	cmd := exec.Command("sh", "-c", command)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(content), s.Out, s.Err
	if watched, ok := s.Out.(*stdout); ok {
		cmd.Stdout = watched.w // the terminal itself, which the pager asks for its size
	}
	err := cmd.Start()
	if err == nil {
		signal.Ignore(os.Interrupt)
		defer signal.Reset(os.Interrupt)
		err = cmd.Wait()
	}
	if ended, ok := errors.AsType[*exec.ExitError](err); err == nil || ok && ended.ExitCode() != notFound {
		return nil // as the user ended it
	}
	_, err = io.WriteString(s.Out, content)
	return err
}

// notFound is the exit status of a shell whose command does not exist (POSIX,
// Shell Command Language 2.8.2).
const notFound = 127
