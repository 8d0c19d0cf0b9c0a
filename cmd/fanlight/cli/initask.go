package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/cmd/fanlight/starter"
	"github.com/fanlight/fanlight/pkg/text"
)

func kindNames() []string {
	names := make([]string, len(starter.Kinds))
	for i, k := range starter.Kinds {
		names[i] = k.Name
	}
	return names
}

// kindLines returns a line for each kind, which a number and the indent begin.
func kindLines(indent string) string {
	var b strings.Builder
	for i, k := range starter.Kinds {
		fmt.Fprintf(&b, "%s%d  %-13s  %s\n", indent, i+1, k.Name, k.Summary)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// askRest asks for what no flag gives.
func (i *initCommand) askRest(ctx context.Context) error {
	q := questions{s: i.s, in: bufio.NewReader(i.s.In)}
	if i.kind == "" {
		fmt.Fprintln(i.s.Err, kindLines("  "))
	}
	for _, ask := range []struct {
		value    *string
		what     string
		standard func() string
		check    func(string) string
	}{
		{&i.kind, "Kind of report, by number or name", func() string { return starter.Kinds[0].Name }, wantedNumber},
		{&i.name, "Name of the report", func() string { return i.kind }, wantedName},
		{&i.group, "Log group that it reads", i.standardGroup, wantedGroup},
	} {
		if *ask.value != "" {
			continue
		}
		answer, err := q.ask(ctx, ask.what, ask.standard(), ask.check)
		if err != nil {
			return err
		}
		*ask.value = answer
		if ask.value == &i.kind {
			i.kind = kindOfNumber(answer)
		}
	}
	return nil
}

// kindOfNumber returns the name of a kind for its number in the list, else the answer.
func kindOfNumber(answer string) string {
	if n, err := strconv.Atoi(answer); err == nil && n >= 1 && n <= len(starter.Kinds) {
		return starter.Kinds[n-1].Name
	}
	return answer
}

// wantedNumber is wantedKind for a number or a name.
func wantedNumber(answer string) string {
	if want := wantedKind(kindOfNumber(answer)); want != "" {
		return fmt.Sprintf("1 to %d, or %s", len(starter.Kinds), want)
	}
	return ""
}

// standardGroup returns the log group of the kind's sample.
func (i *initCommand) standardGroup() string {
	k, _ := starter.Find(i.kind)
	return k.Group
}

// questions are several ones on one terminal.
type questions struct {
	s  *System
	in *bufio.Reader
}

// ask asks until the answer is valid: check says what is wanted instead. Enter alone is the
// standard answer.
func (q *questions) ask(ctx context.Context, what, standard string, check func(string) string) (string, error) {
	for {
		fmt.Fprintf(q.s.Err, "%s [%s]: ", what, standard)
		answer, err := q.line(ctx)
		if err != nil {
			return "", err
		}
		answer = or(answer, standard)
		want := check(answer)
		if want == "" {
			return answer, nil
		}
		fmt.Fprintf(q.s.Err, "  %s cannot be used: want %s\n", text.Clean(answer), want)
	}
}

// line reads an answer. At the end of the input nothing is done.
func (q *questions) line(ctx context.Context) (string, error) {
	type reading struct {
		line string
		err  error
	}
	read := make(chan reading, 1)
	go func() {
		line, err := q.in.ReadString('\n')
		read <- reading{strings.TrimSpace(line), err}
	}()
	select {
	case r := <-read:
		if errors.Is(r.err, io.EOF) && r.line == "" {
			fmt.Fprintln(q.s.Err)
			return "", errDeclined
		}
		return r.line, nil
	case <-ctx.Done():
		fmt.Fprintln(q.s.Err)
		return "", ctx.Err()
	}
}
