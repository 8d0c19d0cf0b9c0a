package history_test

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/golden"
	"github.com/fanlight/fanlight/pkg/sim/history"
)

// filled returns a line of each kind with every field set.
func filled() (all []history.Line) {
	kinds := reflect.TypeFor[history.Line]()
	for i := range kinds.NumField() {
		if kinds.Field(i).Type.Kind() != reflect.Pointer {
			continue
		}
		l := history.Line{N: len(all) + 1, At: 1000, By: "worker#1"}
		value := reflect.New(kinds.Field(i).Type.Elem())
		fill(value.Elem())
		reflect.ValueOf(&l).Elem().Field(i).Set(value)
		if l.World != nil {
			l.World.Version = history.Version
		}
		all = append(all, l)
	}
	return all
}

// fill sets every field of a value to something that is not zero.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for _, field := range v.Fields() {
			fill(field)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Map:
		v.Set(reflect.ValueOf(map[string]string{"state": "sent"}))
	case reflect.String:
		v.SetString("text")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Uint64:
		v.SetUint(7)
	default:
		v.SetInt(7)
	}
}

// TestWriter_Write holds the form of every kind of line, and that what is written is read
// again as it was.
func TestWriter_Write(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	w, want := history.NewWriter(&b), filled()
	for _, l := range want {
		w.Write(l)
	}
	if err := w.Err(); err != nil {
		t.Fatal(err)
	}
	golden.Compare(t, "testdata/lines.jsonl", b.String())
	var got []history.Line
	if err := history.Each(&b, func(l history.Line) { got = append(got, l) }); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestWriter_Err(t *testing.T) {
	t.Parallel()
	w := history.NewWriter(full{})
	if w.Write(history.Line{}); w.Err() == nil {
		t.Error("no error of a writer that fails")
	}
}

func TestEach(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		``:                                 "read line 1 of a history",
		`{"n":1,"world":{"version":2}}`:    "want a world of version 1",
		`{"n":1}`:                          "want a world of version 1",
		`{"n":1,"world":{"version":1}} {]`: "read line 2 of a history",
		`{"n":1,"world":{"version":1,"new":3},"more":{}}`: "",
	} {
		err := history.Each(strings.NewReader(text), func(history.Line) {})
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

// TestStory notes one line of each kind, and leaves out what matters least.
func TestStory(t *testing.T) {
	t.Parallel()
	lines := filled()
	for kind, attributes := range map[string]map[string]string{
		"META": {"state": "running", "epoch": "1", "round": "1"}, "SEND#1#1": {"fence": "2"}, "SEND#1#2": {"state": "sent"},
		"DELIVERY#1#1#chat": {"state": "sent", "parts": "1", "parts_total": "1"}, "PROGRESS#00000": {"settled": "1", "size": "3"},
	} {
		lines = append(lines, history.Line{Wrote: &history.Wrote{PK: "RUN#r", SK: kind, Attributes: attributes}})
	}
	all := history.Story(lines, 1000)
	if len(all) < 15 {
		t.Errorf("%d lines of %d kinds:\n%s", len(all), len(lines), strings.Join(all, "\n"))
	}
	short := history.Story(lines, 4)
	if got := strings.Join(short, "\n"); len(short) != 4 || !strings.Contains(got, "dies") || strings.Contains(got, "receives") {
		t.Errorf("the shortest story is\n%s", got)
	}
}
