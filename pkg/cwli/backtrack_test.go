package cwli

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

func TestBacktracking_Match(t *testing.T) {
	t.Parallel()
	messages := []string{"START 1", "hello hello", "héllo é world", "a key=1"}
	for query, want := range map[string]string{
		`filter @message like /^(?!START)/ | display @message`:                                    "[a key=1 héllo é world hello hello]",
		`filter @message like /(\w+) \1/ | display @message`:                                      "[hello hello]",
		`parse @message /(?<=key=)(?<v>\d+)/ | filter ispresent(v) | display v`:                   "[1]",
		`parse @message /(?<a>é) (?=(?<b>w\w+))/ | filter a = "é" | display b as v`:               "[world]",
		`parse @message /(?<=key=)(?<@v>\d+)/ | filter ispresent(@v) | display @v as v`:           "[1]",
		`parse @message /(?<@v>\w+) \k<@v>/ | filter ispresent(@v) | display @v as v`:             "[hello]",
		`display regexReplace(@message, "(?<@k>\w+)=(?!0)", "${@k}: ") as v | filter v like ": "`: "[a key: 1]",
	} {
		got, err := run(t, query, Options{}, messages...)
		if values := fmt.Sprint(append(column(got, "@message"), column(got, "v")...)); err != nil || values != want {
			t.Errorf("%s: %s, %v, want %s", query, values, err, want)
		}
	}
}

// A pattern that takes exponential time ends the query.
func TestBacktracking_Find(t *testing.T) {
	t.Parallel()
	for _, query := range []string{`filter @message like /^(a+)+(?!b)$/`, `parse @message /^(?<x>(a+)+)(?!b)$/ | filter x = 1`} {
		_, err := run(t, query, Options{}, strings.Repeat("a", 60)+"c")
		if !errors.Is(err, errBacktracking) {
			t.Errorf("%s: %v, want %v", query, err, errBacktracking)
		}
	}
}

func TestBacktracking_Names(t *testing.T) {
	t.Parallel()
	re, err := backtrack(`(?=x)(?<one>.)(.)(?<two>.)`)
	if err != nil || fmt.Sprintf("%q", re.Names()) != `["one" "" "two"]` {
		t.Errorf("Names = %q, %v", re.Names(), err)
	}
	if _, err := Compile("filter @message like /(?!a/"); err == nil || strings.Contains(err.Error(), "not supported") {
		t.Errorf("an open group: %v, want an error that it is invalid", err)
	}
	// A group that only this engine knows would take the part of another.
	_, err = Compile(`parse @message /(?=x)(?'a'.)(?<b>.)/`)
	if e, ok := errors.AsType[*expr.Error](err); !ok || !e.Unsupported {
		t.Errorf("a name in quotes: %v, want an error that it is not supported", err)
	}
}

// The error does not have the text of the event, which may be a megabyte, and secret.
func TestGaveUp(t *testing.T) {
	t.Parallel()
	_, err := run(t, `filter @message like /^.*(a+)+(?!b)c/`, Options{}, "secret "+strings.Repeat("a", 50))
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("error %v, want one without the event", err)
	}
}
