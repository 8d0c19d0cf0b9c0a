package jsonscan_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
)

func TestShapes_Match(t *testing.T) {
	t.Parallel()
	var s jsonscan.Shapes
	if s.Match(`{"a":1,"b":2}`) != nil {
		t.Error("a shape is known that was not learnt")
	}
	s.Learn(`{"a":1,"b":2}`)
	for doc, want := range map[string]bool{`{"a":7,"b":3}`: true, `{"a":7,"b":3} x`: false, `{"b":3,"a":7}`: false, `{"a":7,"b":3`: false, `{"a":07,"b":3}`: false, `{"a":7,"b":3}`[:5]: false} {
		if got := s.Match(doc) != nil; got != want {
			t.Errorf("%s: known %v, want %v", doc, got, want)
		}
	}
}

// Shapes that no other document has are not learnt for ever: each costs more than a scan.
func TestShapes_Learn(t *testing.T) {
	t.Parallel()
	var s jsonscan.Shapes
	lessons := 0
	for i := range 100 {
		doc := fmt.Sprintf(`{"k%d":1}`, i)
		s.Learn(doc)
		if s.Match(doc) != nil {
			lessons++
		}
	}
	if lessons < 32 || lessons > 40 {
		t.Errorf("learnt %d shapes of 100 that occur once", lessons)
	}
}

func TestDocument_Is(t *testing.T) {
	t.Parallel()
	var s jsonscan.Shapes
	doc := `{"a":1}`
	s.Learn(doc)
	d := s.Match(doc)
	if !d.Is(doc) || d.Is(doc[:3]) || d.Is(strings.Clone(doc)) {
		t.Error("a document is not itself, or is another one")
	}
}

// A document that is longer than the one that the shape was learnt from is known too.
func TestDocument(t *testing.T) {
	t.Parallel()
	var s jsonscan.Shapes
	s.Learn(`{"a":"x","b":1}`)
	f := jsonscan.New([]string{"b"}).NewFinder()
	long := fmt.Sprintf(`{"a":"%0100000d","b":12}`, 0)
	if found, _, ok := f.Read(s.Match(long)); !ok || found[0].Text != "12" {
		t.Errorf("read %v, %v", found, ok)
	}
}
