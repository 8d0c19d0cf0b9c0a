package localaws

import (
	"errors"
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestKeepError(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 2, 12, 30, 5, 0, time.UTC)
	for want, e := range map[string]*KeepError{
		"12:30:05Z: the disk of the data folder d is full: every call is refused, and nothing is lost; free some space there, and it goes on by itself": {
			Folder: "d", At: at, Err: fmt.Errorf("write: %w", syscall.ENOSPC),
		},
		"12:30:05Z: the data folder d cannot be written: every call is refused, and nothing is lost; it goes on by itself when the folder can be written: read-only": {
			Folder: "d", At: at, Err: errors.New("read-only"),
		},
		"12:30:05Z: the data folder d can be written again: everything goes on": {Folder: "d", At: at},
	} {
		if diff := cmp.Diff(want, e.Error()); diff != "" {
			t.Errorf("text (-want +got):\n%s", diff)
		}
	}
}

// TestUnkept knows the error of a refused call by its text, which is all that a client has.
func TestUnkept(t *testing.T) {
	t.Parallel()
	if !Unkept(errors.New("api error InternalFailure: keep what has changed: write d/journal: no space left on device")) || Unkept(syscall.ENOSPC) {
		t.Error("want true for a call that was refused, and false for any other error of a full disk")
	}
}

// TestFailure reports a change, and not what stays.
func TestFailure(t *testing.T) {
	t.Parallel()
	var reported []bool
	f := failure{now: time.Now, report: func(err error) { reported = append(reported, errors.Is(err, syscall.ENOSPC)) }}
	for _, err := range []error{nil, nil, syscall.ENOSPC, syscall.ENOSPC, nil, nil, syscall.ENOSPC} {
		if got := f.note(err); !errors.Is(got, err) {
			t.Errorf("note returns %v, want %v", got, err)
		}
	}
	if diff := cmp.Diff([]bool{true, false, true}, reported); diff != "" {
		t.Errorf("full (-want +got):\n%s", diff)
	}
}
