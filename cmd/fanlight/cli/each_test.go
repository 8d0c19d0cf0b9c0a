package cli

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
)

func TestReportOf(t *testing.T) {
	t.Parallel()
	file := func(each string) source.File {
		return source.File{Path: "a.yaml", Each: each, Report: &report.Report{Name: "a" + each}}
	}
	several := []source.File{file("acme"), file("globex")}
	for _, test := range []struct {
		files      []source.File
		each, want string // the report's name, or a part of the error
	}{
		{[]source.File{file("")}, "", "a"},
		{several, "globex", "aglobex"},
		{[]source.File{file("")}, "acme", "a.yaml has no for_each at its top"},
		{several, "", "a.yaml is 2 reports by for_each: name the item with --each: acme, globex"},
		{several, "glbex", "(did you mean globex?)"},
	} {
		r, err := reportOf(test.files, test.each)
		if err != nil && !strings.Contains(err.Error(), test.want) || err == nil && r.Name != test.want {
			t.Errorf("--each %q: %+v, %v, want %s", test.each, r, err, test.want)
		}
	}
}

func TestByPath(t *testing.T) {
	t.Parallel()
	groups := byPath([]source.File{{Path: "a", Each: "1"}, {Path: "a", Each: "2"}, {Path: "b"}})
	if len(groups) != 2 || len(groups[0]) != 2 || groups[1][0].Path != "b" {
		t.Errorf("%+v", groups)
	}
}
