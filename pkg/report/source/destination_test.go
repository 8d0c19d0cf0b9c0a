package source

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBuilder_readDestinations_lenient(t *testing.T) {
	t.Parallel()
	src := edit(t, "  - stdout: {}", `  - telegram: { chat: "${chat}", token: "ssm:/${where}/token" }
    on_unknown: ${policy}
  - email: { from: "reports@${domain}", to: ["${team}"] }
owner: { file: { path: "${path}" } }`)
	r, notes, err := loadText(src, DefaultValues(), Options{LenientDeliver: true})
	if err != nil || len(notes) != 6 {
		t.Fatalf("notes %v, error %v", notes, err)
	}
	if got := r.Deliver[0].Telegram; got.Chat != "${chat}" || got.Token != "ssm:/${where}/token" {
		t.Errorf("telegram is %+v", got)
	}
	_, _, err = loadText(src, DefaultValues(), Options{})
	var problems Problems
	if errors.As(err, &problems); len(problems) != 6 {
		t.Errorf("without the option: %v", err)
	}
	_, _, err = loadText(edit(t, "24h", "${length}"), nil, Options{LenientDeliver: true})
	if err == nil {
		t.Error("an unknown name elsewhere passed")
	}
}

func TestBuilder_noteFile(t *testing.T) {
	t.Parallel()
	src := edit(t, "  - stdout: {}", `  - file: { path: a.html }
  - stdout: {}
owner: { file: { path: b.html } }`)
	for aws, want := range map[bool][]string{
		false: nil,
		true: {
			"report.yaml:8:5: a file destination is written on the machine that runs the report (on AWS use s3)",
			"report.yaml:10:8: a file destination is written on the machine that runs the report (on AWS use s3)",
		},
	} {
		_, notes, err := loadText(src, DefaultValues(), Options{ForAWS: aws})
		var got []string
		for _, n := range notes {
			got = append(got, n.String())
		}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("for AWS %v: %v (-want +got):\n%s", aws, err, diff)
		}
	}
}

func TestNames_fill(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, edit(t, "  - stdout: {}", `  - stdout: {}
  - stdout: {}
  - { file: { path: a.txt }, name: stdout-2 }
  - { file: { path: b.txt }, on_unknown: skip }
owner: { stdout: {} }`), nil)
	var names []string
	for _, d := range append(r.Deliver, *r.Owner) {
		names = append(names, d.Name)
	}
	if diff := cmp.Diff([]string{"stdout", "stdout-3", "stdout-2", "file", "owner"}, names); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestBuilder_refuseRows(t *testing.T) {
	t.Parallel()
	const one = "  calls: { query: \"stats count(*) as calls\" }\n"
	file := func(queries string) string {
		return "report: daily\nwindow: 24h\nlog_groups: [/app]\nqueries:\n" + queries + "deliver: [ { file: { path: out/rows.CSV } } ]\n"
	}
	if r := mustLoad(t, file(one), nil); r.Deliver[0].File.Path != "out/rows.CSV" {
		t.Errorf("path %q", r.Deliver[0].File.Path)
	}
	_, _, err := loadText(file(one+strings.Replace(one, "calls:", "more:", 1)), DefaultValues(), Options{})
	const want = "report.yaml:7:12: a .csv file has the rows of one query, and the report has 2: want .html, .json or .txt (s3, and --out of fanlight run, write a file of each query)"
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("error %v, want %s", err, want)
	}
}
