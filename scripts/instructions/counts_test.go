package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestCounts_compare(t *testing.T) {
	known := counts{list: []count{{"a", 1000}, {"b", 1000}, {"c", 1000}, {"d", 1000}}}
	counted := counts{list: []count{{"a", 1050}, {"b", 1051}, {"c", 949}, {"d", 1000}}}
	var out strings.Builder
	slower, err := counted.compare(known, &out)
	if err != nil || !slices.Equal(slower, []string{"b"}) {
		t.Errorf("slower: %v, %v", slower, err)
	}
	for _, want := range []string{"a ", "+5.0 %\n", "+5.1 %  slower\n", "-5.1 %  faster: keep it with -update\n", "+0.0 %\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if _, err := (counts{list: []count{{"new", 1}}}).compare(known, &out); err == nil || !strings.Contains(err.Error(), "-update") {
		t.Errorf("a workload without a known count: %v", err)
	}
}

func TestJudge(t *testing.T) {
	all := counts{list: []count{{"a", 1}, {"b", 1}}}
	for _, c := range []struct {
		slower  []string
		planted int
		want    string // of the error; empty: none
	}{
		{nil, 0, ""},
		{[]string{"b"}, 0, "slower by more than 5 %: b"},
		{[]string{"a", "b"}, 8, ""},
		{[]string{"b"}, 8, "planted in 2 workloads, and seen in 1"},
	} {
		err := judge(c.slower, all, c.planted)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestReadCounts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "counts.tsv")
	if all, err := readCounts(path); err != nil || all.platform != "none" {
		t.Errorf("without a file: %+v, %v", all, err)
	}
	written := counts{"go1 linux/amd64", []count{{"a", 12}, {"b", 34}}}
	if err := written.write(path); err != nil {
		t.Fatal(err)
	}
	if read, err := readCounts(path); err != nil || read.platform != written.platform || !slices.Equal(read.list, written.list) {
		t.Errorf("read %+v, %v", read, err)
	}
	for _, bad := range []string{"# go1\na 12\n", "# go1\na\tx\n", "# go1\na\t0\n"} {
		if err := os.WriteFile(path, []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readCounts(path); err == nil || !strings.Contains(err.Error(), "counts.tsv:2: want") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
