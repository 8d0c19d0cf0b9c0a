package cli

import (
	"bytes"
	"os"
	"testing"
	"time"
)

func TestOS(t *testing.T) {
	t.Parallel()
	s := OS()
	if s.In != os.Stdin || s.Out != os.Stdout || s.Err != os.Stderr {
		t.Error("the streams are not those of the process")
	}
	if s.Getenv("PATH") != os.Getenv("PATH") || time.Since(s.Now()).Abs() > time.Minute || s.AWS == nil {
		t.Error("environment, clock or AWS configuration are not those of the process")
	}
	if width := s.Width(&bytes.Buffer{}); width != 0 {
		t.Errorf("a buffer is a terminal of %d columns", width)
	}
}
