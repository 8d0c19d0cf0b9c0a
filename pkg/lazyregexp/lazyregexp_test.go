package lazyregexp

import "testing"

func TestNew(t *testing.T) {
	digits := New(`^[0-9]+$`)
	if !digits().MatchString("4711") || digits().MatchString("47x11") {
		t.Error("the pattern does not match what it says")
	}
	if first, second := digits(), digits(); first != second {
		t.Error("a second use compiled the pattern again")
	}
}

func TestNew_wrongPattern(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a test did not fail for a wrong pattern that it never uses")
		}
	}()
	New(`(`)
}

func TestNew_waits(t *testing.T) {
	inTest = false
	t.Cleanup(func() { inTest = true })
	wrong := New(`(`)
	defer func() {
		if recover() == nil {
			t.Error("the first use of a wrong pattern did not panic")
		}
	}()
	wrong()
}
