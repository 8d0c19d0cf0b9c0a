package logfile

import (
	"strconv"
	"testing"
)

// TestSeen_again checks that IDs are remembered as long as they are promised to be, and
// not for ever.
func TestSeen_again(t *testing.T) {
	t.Parallel()
	s := newSeen()
	for i := range 3 * remembered {
		if s.again(strconv.Itoa(i)) {
			t.Fatalf("%d was remembered, but never seen", i)
		}
		if i == remembered-1 && !s.again(strconv.Itoa(i)) {
			t.Fatal("an ID was forgotten when the memory was full")
		}
		if i >= remembered-1 && i%1000 == 0 && !s.again(strconv.Itoa(i-remembered+1)) {
			t.Fatalf("after %d others, %d was forgotten", remembered-1, i-remembered+1)
		}
	}
	if s.again("0") {
		t.Error("the first of many is still remembered")
	}
	if n := len(s.recent.slots) + len(s.earlier.slots); n > 2*mostHashes {
		t.Errorf("%d slots, want at most %d", n, 2*mostHashes)
	}
}

func TestIsServiceID(t *testing.T) {
	t.Parallel()
	const id = "31953106606966983378809025079804211143289615424298221568"
	for text, want := range map[string]bool{id: true, "": false, id[1:]: false, id + "1": false, "x" + id[1:]: false, "4624": false} {
		if got := isServiceID(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
