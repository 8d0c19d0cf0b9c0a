package cli

import (
	"errors"
	"os"
	"syscall"
	"testing"
)

func TestStopped_Error(t *testing.T) {
	t.Parallel()
	for signal, want := range map[os.Signal]string{os.Interrupt: "interrupted", syscall.SIGTERM: "terminated", nil: "interrupted"} {
		if got := (Stopped{signal}).Error(); got != want {
			t.Errorf("%v: %q, want %q", signal, got, want)
		}
	}
}

func TestStopped_Status(t *testing.T) {
	t.Parallel()
	for signal, want := range map[os.Signal]int{os.Interrupt: 130, syscall.SIGTERM: 143, nil: 130} {
		if got := (Stopped{signal}).Status(); got != want {
			t.Errorf("%v: %d, want %d", signal, got, want)
		}
	}
}

func TestUnreported(t *testing.T) {
	t.Parallel()
	lost := errors.New("lost")
	for name, c := range map[string]struct{ err, want error }{
		"nothing":  {nil, nil},
		"new":      {lost, lost},
		"printed":  {errReported, nil},
		"both":     {errors.Join(errReported, lost), lost},
		"in parts": {errors.Join(errors.Join(errReported), errors.Join(lost, nil)), lost},
	} {
		if got := unreported(c.err); (got == nil) != (c.want == nil) || !errors.Is(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
