package cwli

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHistogram(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		query string
		n     []string
		want  []string
	}{
		{"stats histogram(n, 2) as h", []string{"1024", "1024.000030517578125", "1024.00006103515625"}, []string{`{"1024 - 1024.0000305175781":1,"1024.0000305175781 - 1024.0000610351562":2}`}},
		{"stats histogram(n, 2) as h", []string{"-1e308", "1e308", "5"}, nil},
		{"stats histogram(n, 3) as h", []string{"-3", "-1", "0"}, []string{`{"-3 - -2":1,"-2 - -1":0,"-1 - 0":2}`}},
		{"stats histogram(n, 1) as h", []string{"1", "2"}, []string{`{"1 - 2":2}`}},
	} {
		var messages []string
		for _, n := range test.n {
			messages = append(messages, fmt.Sprintf(`{"n":%s}`, n))
		}
		r, err := run(t, test.query, Options{}, messages...)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, column(r, "h")); diff != "" {
			t.Errorf("%v (-want +got)\n%s", test.n, diff)
		}
	}
}

func TestStats_memoryOfValues(t *testing.T) {
	t.Parallel()
	for _, query := range []string{"stats histogram(n, 5)", "stats topk(3, n)", "stats values(n)", "stats count_distinct(concat(n, text)) by n % 50"} {
		_, err := run(t, query, Options{Memory: 100_000}, numbered(50_000)...)
		if e, ok := errors.AsType[*MemoryError](err); !ok || e.Command != "stats" {
			t.Errorf("%s: error %v, want a *MemoryError of stats", query, err)
		}
	}
}
