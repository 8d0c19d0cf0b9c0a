package source_test

import (
	"errors"
	"testing"

	"github.com/fanlight/fanlight/pkg/report/source"
)

func TestRead(t *testing.T) {
	t.Parallel()
	const right = "report: calls\nwindow: 24h\nlog_groups: [/bot]\nqueries: { calls: { query: stats count(*) as calls } }\ndeliver: [ { stdout: {} } ]\n"
	files, notes, err := source.Read("calls.yaml", []byte(right), source.DefaultValues(), source.Options{})
	if err != nil || len(notes) > 0 || len(files) != 1 || files[0].Path != "calls.yaml" || files[0].Report.Name != "calls" {
		t.Errorf("%+v, %v, %v", files, notes, err)
	}
	_, _, err = source.Read("calls.yaml", []byte("report: Calls\n"), source.DefaultValues(), source.Options{})
	var problems source.Problems
	if !errors.As(err, &problems) || problems[0].File != "calls.yaml" || problems[0].Line != 1 {
		t.Errorf("%v", err)
	}
}
