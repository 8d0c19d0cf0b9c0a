package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestSystem_ask(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]error{"y\n": nil, "YES\n": nil, "\n": errDeclined, "no\n": errDeclined, "": errDeclined} {
		var err screen
		s := System{In: strings.NewReader(answer), Err: &err, Interactive: true}
		if got := s.ask(t.Context(), "Scan 40.8 GB for about $0.20", "-y runs the query"); !errors.Is(got, want) {
			t.Errorf("%q: got %v, want %v", answer, got, want)
		}
		if err.String() != "Scan 40.8 GB for about $0.20? [y/N] " {
			t.Errorf("asked %q", err.String())
		}
	}
	t.Run("nobody to ask", func(t *testing.T) {
		t.Parallel()
		s := System{In: strings.NewReader("y\n"), Err: &bytes.Buffer{}}
		err := s.ask(t.Context(), "Scan 40.8 GB for about $0.20", "-y runs the query")
		usage, ok := errors.AsType[*usageError](err)
		if !ok || usage.text != "Scan 40.8 GB for about $0.20, and there is no terminal to ask on: -y runs the query" {
			t.Errorf("got %v", err)
		}
	})
	t.Run("interrupted", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		in, _ := io.Pipe()
		s := System{In: in, Err: &bytes.Buffer{}, Interactive: true}
		if err := s.ask(ctx, "Scan", ""); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}
