package cwlitest

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// wanted returns the last step of a script with this answer to its query.
func wanted(t *testing.T, input, text string) step {
	t.Helper()
	cases, err := parse("case x\n# source: by hand, counted\n" + input + "query\n\tfields a\n" + text)
	if err != nil {
		t.Fatal(err)
	}
	steps := cases[0].steps
	return steps[len(steps)-1]
}

// rows returns rows of one cell each, with the name a.
func rows(values ...string) (all [][]Field) {
	for _, value := range values {
		all = append(all, []Field{{"a", value}})
	}
	return all
}

func TestStep_difference(t *testing.T) {
	t.Parallel()
	refused := &Refusal{Offset: 3, End: 5, Message: "invalid x"}
	elsewhere := &Refusal{Offset: 4, End: 5, Message: "invalid x"}
	silent := &Refusal{Offset: 3, End: 5}
	placeless := &Refusal{Offset: -1}
	later := &Refusal{Offset: 3, End: 5, Message: "invalid x", Unsupported: true}
	const wantError, wantUnsupported = "error 3 5\n\tinvalid x", "unsupported 3 5\n\tinvalid x"
	const wantRows = "rows\n\t{\"a\": \"200\"}\n\t{\"a\":\"x\"}"
	tests := []struct {
		name   string
		want   string
		rows   [][]Field
		err    error
		differ bool
	}{
		{"the rows", wantRows, rows("200", "x"), nil, false},
		{"another value", wantRows, rows("200", "y"), nil, true},
		{"another name", wantRows, [][]Field{{{"a", "200"}}, {{"b", "x"}}}, nil, true},
		{"a cell too many", wantRows, [][]Field{{{"a", "200"}, {"b", "1"}}, {{"a", "x"}}}, nil, true},
		{"a row too many", wantRows, rows("200", "x", "x"), nil, true},
		{"a row too few", wantRows, rows("200"), nil, true},
		{"another order", wantRows, rows("x", "200"), nil, true},
		{"a number a little off", wantRows, rows("201", "x"), nil, true},
		{"rows, refused", wantRows, nil, refused, true},
		{"no rows, refused", "rows", nil, refused, true},
		{"rows, unsupported", wantRows, nil, later, true},
		{"any order", "rows any order\n\t{\"a\": \"2\"}\n\t{\"a\": \"1\"}", rows("1", "2"), nil, false},
		{"any order, a row too many", "rows any order\n\t{\"a\": \"2\"}", rows("2", "2"), nil, true},
		{"within 1 %", "rows within 1%\n\t{\"a\": \"200\"}\n\t{\"a\": \"-200\"}", rows("201.9", "-198.1"), nil, false},
		{"more than 1 % off", "rows within 1%\n\t{\"a\": \"200\"}", rows("202.1"), nil, true},
		{"text within 1 %", "rows within 1%\n\t{\"a\": \"x\"}", rows("y"), nil, true},
		{"within 1 %, a row too few", "rows within 1%\n\t{\"a\": \"1\"}\n\t{\"a\": \"1\"}", rows("1"), nil, true},
		{"any order within 1 %", "rows any order within 1%\n\t{\"a\": \"20\"}\n\t{\"a\": \"100\"}", rows("20.1", "100.5"), nil, false},
		{"the error", wantError, nil, refused, false},
		{"an error at another place", wantError, nil, elsewhere, true},
		{"another message", "error 3 5\n\tinvalid y", nil, refused, true},
		{"no message", wantError, nil, silent, false},
		{"no message, another place", "error 4 5\n\tinvalid x", nil, silent, true},
		{"no place", wantError, nil, placeless, false},
		{"an error, answered", wantError, rows("1"), nil, true},
		{"an error, unsupported", wantError, nil, later, true},
		{"unsupported", wantUnsupported, nil, later, false},
		{"unsupported, refused", wantUnsupported, nil, refused, true},
		{"refused", "refused", nil, refused, false},
		{"refused, answered", "refused", nil, nil, true},
		{"refused, unsupported", "refused", nil, later, true},
		{"accepted, answered", "accepted", rows("1"), nil, false},
		{"accepted, unsupported", "accepted", nil, later, false},
		{"accepted, refused", "accepted", nil, refused, true},
	}
	for _, test := range tests {
		got, err := judge(test.rows, test.err)
		if err != nil {
			t.Errorf("%s: judge: %v", test.name, err)
		}
		if diff := wanted(t, "", test.want).difference(got); (diff != "") != test.differ {
			t.Errorf("%s: differs %v, want %v\n%s", test.name, diff != "", test.differ, diff)
		}
	}
}

func TestStep_difference_in_files(t *testing.T) {
	t.Parallel()
	s := wanted(t, "file x.log\n\tx\n", "rows\n\t{\"a\": \"1\"}")
	got := [][]Field{{{"a", "1"}, {"@ptr", "p7"}}}
	if diff := s.difference(answer{verb: verbRows, rows: got}); diff != "" {
		t.Errorf("with @ptr: %s", diff)
	}
	if len(got[0]) != 2 {
		t.Error("the engine's rows have changed")
	}
}

func TestJudge(t *testing.T) {
	t.Parallel()
	down := errors.New("no connection")
	if _, err := judge(nil, down); !errors.Is(err, down) {
		t.Errorf("judge = %v, want %v", err, down)
	}
	got, err := judge(nil, fmt.Errorf("compile: %w", &Refusal{Offset: 2, End: 4, Message: "invalid x"}))
	if want := []string{"error 2 4", "invalid x"}; err != nil || !cmp.Equal(got.lines(), want) {
		t.Errorf("judge = %q, %v, want %q", got.lines(), err, want)
	}
}

func TestFormat(t *testing.T) {
	t.Parallel()
	row := []Field{{"b", "1"}, {`a"`, "ä\n"}, {"b", ""}}
	got, err := parseRow(format(row))
	if text := format(row); text != `{"b": "1", "a\"": "ä\n", "b": ""}` || err != nil || !cmp.Equal(got, row) {
		t.Errorf("format = %s, read again %v, %v", text, got, err)
	}
	if got := format(nil); got != "{}" {
		t.Errorf("format = %s, want {}", got)
	}
}
