package cli

import (
	"encoding/xml"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
)

func TestJUnitXML(t *testing.T) {
	t.Parallel()
	hostile := `<![CDATA[ ]]> & "quoted" ` + "\x00\x1b[31m\uFFFE"
	of := func(file, name string) *testResult {
		r := &testResult{file: file, report: &report.Report{Name: "bot"}, took: 250 * time.Millisecond}
		r.test = source.Test{Name: name, Position: source.Position{Line: 7, Column: 5}}
		return r
	}
	failed, broken := of("a.yaml", hostile), of("b.yaml", "broken")
	failed.differ(difference{at: source.Position{Line: 8, Column: 9}, what: "all", want: hostile, got: "<b>", lines: []string{"- a", "+ b"}})
	broken.err = errors.New(hostile)
	content, err := junitXML([]*testResult{of("a.yaml", "passes"), failed, broken})
	if err != nil {
		t.Fatal(err)
	}
	var all junitSuites
	if err := xml.Unmarshal(content, &all); err != nil {
		t.Fatalf("%v in\n%s", err, content)
	}
	if all.Tests != 3 || all.Failures != 1 || all.Errors != 1 || all.Time != "0.750" || len(all.Suites) != 2 || all.Suites[0].Time != "0.500" {
		t.Errorf("%s", content)
	}
	c := all.Suites[0].Cases[1]
	if c.Class != "bot" || c.Line != 7 || !strings.HasPrefix(c.Failure.Message, "a.yaml:8:9: all: want <![CDATA[ ]]> & \"quoted\"") || !strings.HasSuffix(c.Failure.Text, "\n  - a\n  + b") {
		t.Errorf("%+v, %+v", c, c.Failure)
	}
	if message := all.Suites[1].Cases[0].Error.Message; !strings.HasPrefix(message, "b.yaml:0:0: <![CDATA[") {
		t.Errorf("%q", message)
	}
}
