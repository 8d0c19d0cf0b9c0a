package yamltext

import (
	"strings"
	"testing"
)

const lines = "one\r\ntwo é\n\nfour"

func TestNew(t *testing.T) {
	t.Parallel()
	if got := New([]byte("\ufeff" + lines)); got.text != lines || len(got.begins) != 4 {
		t.Errorf("lines begin at %v in %q", got.begins, got.text)
	}
}

func TestText_Lines(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"": 1, "a": 1, "a\n": 2, "a\r\nb": 2, "a\rb\u0085c\u2028d\u2029e": 5, lines: 4} {
		if got := New([]byte(text)).Lines(); got != want {
			t.Errorf("%q has %d lines, want %d", text, got, want)
		}
	}
}

func TestText_Line(t *testing.T) {
	t.Parallel()
	text := New([]byte(lines))
	for number, want := range map[int]string{0: "", 1: "one", 2: "two é", 3: "", 4: "four", 5: ""} {
		if got := text.Line(number); got != want {
			t.Errorf("line %d is %q, want %q", number, got, want)
		}
	}
}

func TestText_Position(t *testing.T) {
	t.Parallel()
	text := New([]byte(lines))
	for index, want := range map[int][2]int{
		-1: {1, 1}, 0: {1, 1}, strings.Index(lines, "é"): {2, 5}, strings.Index(lines, "\n\n"): {2, 6},
		strings.Index(lines, "four"): {4, 1}, len(lines): {4, 5}, len(lines) + 9: {4, 5},
	} {
		if line, column := text.Position(index); [2]int{line, column} != want {
			t.Errorf("byte %d is at %d:%d, want %v", index, line, column, want)
		}
	}
}

func TestText_Within(t *testing.T) {
	t.Parallel()
	text := New([]byte(lines))
	for place, want := range map[[2]int][2]int{{1, 2}: {1, 2}, {4, 99}: {4, 99}, {5, 1}: {4, 5}} {
		if line, column := text.Within(place[0], place[1]); [2]int{line, column} != want {
			t.Errorf("%v is moved to %d:%d, want %v", place, line, column, want)
		}
	}
}
