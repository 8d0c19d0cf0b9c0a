package cwli

import (
	"strings"
	"testing"
	"time"
)

// The time to read XML is linear in the length of the text, however deep it nests.
func TestElementAt(t *testing.T) {
	t.Parallel()
	read := elementAt("/a/b")
	took := func(depth int) time.Duration {
		text, start := strings.Repeat("<a>x", depth), time.Now()
		read(text)
		return time.Since(start)
	}
	took(1000)
	if short, long := took(1000), took(10_000); long > 30*short {
		t.Errorf("ten times the text takes %v instead of %v", long, short)
	}
}
