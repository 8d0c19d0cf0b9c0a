package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"
)

// errDeclined is the error of a command that the user did not want when asked.
var errDeclined = errors.New("nothing was done")

// ask asks a question on stderr. Any answer but yes is an errDeclined. Without
// a terminal nobody can be asked: then the command line is wrong, and instead says what
// to add to it.
func (s *System) ask(ctx context.Context, question, instead string) error {
	if !s.Interactive {
		return usageErrorf("%s, and there is no terminal to ask on: %s", question, instead)
	}
	fmt.Fprintf(s.Err, "%s? [y/N] ", question)
	answers := make(chan string, 1)
	go func() {
		answer, _ := bufio.NewReader(s.In).ReadString('\n') // an end without an answer is a no
		answers <- answer
	}()
	select {
	case answer := <-answers:
		if a := strings.ToLower(strings.TrimSpace(answer)); a == "y" || a == "yes" {
			return nil
		}
		return errDeclined
	case <-ctx.Done():
		fmt.Fprintln(s.Err)
		return ctx.Err()
	}
}
