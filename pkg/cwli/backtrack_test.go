package cwli

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestBacktracking_Match(t *testing.T) {
	t.Parallel()
	messages := []string{"START 1", "hello hello", "héllo é world", "a key=1"}
	for query, want := range map[string]string{
		`filter @message like /^(?!START)/ | display @message`:                      "[a key=1 héllo é world hello hello]",
		`filter @message like /(\w+) \1/ | display @message`:                        "[hello hello]",
		`parse @message /(?<=key=)(?<v>\d+)/ | filter ispresent(v) | display v`:     "[1]",
		`parse @message /(?<a>é) (?=(?<b>w\w+))/ | filter a = "é" | display b as v`: "[world]",
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
}

// The error does not have the text of the event, which may be a megabyte, and secret.
func TestGaveUp(t *testing.T) {
	t.Parallel()
	_, err := run(t, `filter @message like /^.*(a+)+(?!b)c/`, Options{}, "secret "+strings.Repeat("a", 50))
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("error %v, want one without the event", err)
	}
}
