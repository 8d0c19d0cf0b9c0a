package cwli

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// logs are messages by their log groups.
type logs map[string][]string

// source returns the events of the groups that an input selects, by default those of
// main.
func (l logs) source(read *[]string) Source {
	return func(_ context.Context, in Input, yield func(*Event) error) error {
		for _, group := range []string{"main", "/app/a", "/app/b"} {
			if in.Named() && !in.Selects(group) || !in.Named() && group != "main" {
				continue
			}
			for i, message := range l[group] {
				*read = append(*read, group)
				if err := yield(&Event{Timestamp: int64(i) * 1000, Group: group, Message: []byte(message)}); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

var twoApps = logs{
	"main":   {`{"id":1,"a":"x"}`, `{"id":2,"a":"y"}`, `{"id":3,"a":"z"}`},
	"/app/a": {`{"id":2,"b":20}`, `{"id":2,"b":21}`},
	"/app/b": {`{"id":3,"b":30}`},
}

func TestQuery_Run(t *testing.T) {
	t.Parallel()
	for query, want := range map[string][]string{
		"filter id in (SOURCE '/app/a' | fields id) | sort id | display a as v":                                   {"y"},
		"filter id not in (SOURCE logGroups(namePrefix: ['/app']) | fields id) | display a as v":                  {"x"},
		"join left=l right=r where l.id=r.id (SOURCE '/app/a') | sort r.b | display r.b as v":                     {"20", "21"},
		"join type=left left=l right=r where l.id=r.id (SOURCE '/app/b') | sort l.id | display r.b as v":          {"30"},
		"SOURCE logGroups(namePrefix: ['/app/']) | stats sum(b) as v":                                             {"71"},
		"stats count(*) as v | appendcols (SOURCE '/app/a' | stats max(b) as m) | display m + v as v":             nil,
		"sort id | limit 2 | appendcols (SOURCE '/app/a' | fields b | sort b desc) | display b as v":              {"21", "20"},
		"stats count(*) as n | appendcols override=true (SOURCE '/app/a' | stats count(*) as n) | display n as v": {"2"},
	} {
		q, err := Compile(query)
		if err != nil {
			if want != nil {
				t.Errorf("%s: %v", query, err)
			}
			continue
		}
		var read []string
		got, err := q.Run(t.Context(), Options{}, twoApps.source(&read))
		if values := column(got, "v"); err != nil || len(values) != len(want) {
			t.Errorf("%s: %v, %v, want %v", query, values, err, want)
			continue
		}
		for i, v := range column(got, "v") {
			if v != want[i] {
				t.Errorf("%s: %v, want %v", query, column(got, "v"), want)
			}
		}
	}
}

func TestExecution_ReadFrom(t *testing.T) {
	t.Parallel()
	q, err := Compile("fields a | limit any 2")
	if err != nil {
		t.Fatal(err)
	}
	var read []string
	x := q.Execution(Options{})
	if err := x.ReadFrom(t.Context(), twoApps.source(&read)); err != nil || len(read) != 2 || !x.Done() {
		t.Errorf("%d events are read, %v, done %v, want 2", len(read), err, x.Done())
	}
	broken := errors.New("no disk")
	x = q.Execution(Options{})
	err = x.ReadFrom(t.Context(), func(context.Context, Input, func(*Event) error) error { return broken })
	if !errors.Is(err, broken) || x.Done() {
		t.Errorf("the error of the source is %v", err)
	}
}

// One event of which billions of rows are made ends when the run is interrupted, and the
// rows up to there are the result.
func TestExecution_ReadFrom_interrupted(t *testing.T) {
	t.Parallel()
	q, err := Compile("fields jsonParse(@message) as list | unnest list into a | unnest list into b | unnest list into c | stats count(*) as n")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	x := q.Execution(Options{})
	err = x.ReadFrom(ctx, func(ctx context.Context, _ Input, yield func(*Event) error) error {
		cancel()
		if err := yield(&Event{Message: []byte("[0" + strings.Repeat(",1", 3000) + "]")}); err != nil {
			return err
		}
		return ctx.Err()
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("ReadFrom returns %v, want the error of the context", err)
	}
	if got, err := x.Result(t.Context()); err != nil || len(got.Rows) != 1 {
		t.Errorf("%d rows, %v, want the count so far", len(got.Rows), err)
	}
}

func TestExecution_Done(t *testing.T) {
	t.Parallel()
	q, err := Compile("fields a | limit any 1")
	if err != nil {
		t.Fatal(err)
	}
	x := q.Execution(Options{})
	for _, want := range []bool{false, true, true} {
		if x.Done() != want {
			t.Errorf("Done is %v, want %v", x.Done(), want)
		}
		if err := x.Add(&Event{Message: []byte("{}")}); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := x.Result(t.Context()); err != nil || len(got.Rows) != 1 {
		t.Errorf("%d rows, %v, want 1", len(got.Rows), err)
	}
}

func TestExecution_Next(t *testing.T) {
	t.Parallel()
	q, err := Compile("filter a in (SOURCE 'g' | fields b) | stats count(*) as n")
	if err != nil {
		t.Fatal(err)
	}
	x := q.Execution(Options{})
	for _, message := range []string{`{"b":1}`, "", `{"a":1}`, `{"a":2}`} {
		if message == "" {
			err = x.Next()
		} else {
			err = x.Add(&Event{Message: []byte(message)})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if got, err := x.Result(t.Context()); err != nil || len(column(got, "n")) != 1 || column(got, "n")[0] != "1" {
		t.Errorf("n = %v, %v, want 1", column(got, "n"), err)
	}
}

// A subquery's second column does not count: the one of the field's name does, else the
// first (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Subqueries.html,
// example 2).
func TestQuery_Run_columns_of_subqueries(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"filter id in (SOURCE '/app/a' | stats count(*) as n by id | filter n > 1 | fields id) | stats count(*) as v": "1",
		"filter id in (SOURCE '/app/a' | fields b, id) | stats count(*) as v":                                         "1",
		"filter id in (SOURCE '/app/a' | fields id + 1 as next) | stats count(*) as v":                                "1",
	} {
		q, err := Compile(query)
		if err != nil {
			t.Fatal(err)
		}
		var read []string
		if got, err := q.Run(t.Context(), Options{}, twoApps.source(&read)); err != nil || len(column(got, "v")) != 1 || column(got, "v")[0] != want {
			t.Errorf("%s: %v, %v, want %s", query, got.Rows, err, want)
		}
	}
}
